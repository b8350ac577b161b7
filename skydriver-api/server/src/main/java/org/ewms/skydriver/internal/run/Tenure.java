package org.ewms.skydriver.internal.run;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Happening;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.LeaseLostException;
import org.ewms.skydriver.internal.store.ResultMark;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;

/**
 * A scan while this process works on it: all that is written here is written only if nobody else has taken the scan.
 *
 * @param token of the lease
 */
record Tenure(Scans scans, Results results, String id, long token) {
    /** The scan, while it is ours and not over. */
    Optional<KeptScan> goingOn() {
        return scans.get(id)
                .filter(each -> each.course().stage() != Course.Stage.OVER)
                .filter(each -> each.course().held(token));
    }

    /** Changes the scan. @throws LeaseLostException when it is somebody else's */
    void change(UnaryOperator<KeptScan> change) {
        scans.change(id, each -> change.apply(LeaseLostException.unlessHeld(each, token)));
    }

    /** Notes what happened in the scan's log. */
    void note(Happening happening) {
        scans.note(id, happening);
    }

    /** Keeps a result; see {@link Results#put}. @throws LeaseLostException when the scan is somebody else's */
    void put(String text, boolean complete, Consumer<ResultMark> written) {
        results.put(id, token, text, complete, written);
    }
}
