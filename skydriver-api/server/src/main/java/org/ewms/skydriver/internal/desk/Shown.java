package org.ewms.skydriver.internal.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.Results;

/** Scans and results in the fields of the API. */
final class Shown {
    private Shown() {}

    /** The manifest. */
    @SuppressWarnings("NullAway")
    static Map<String, Object> of(KeptScan scan) {
        return new LinkedHashMap<>(scan.manifest().fields());
    }

    /** The manifest with the state beside it. */
    static Map<String, Object> withState(KeptScan scan) {
        Map<String, Object> shown = of(scan);
        state(scan, shown);
        return shown;
    }

    /** The state; whether the service is done with the scan, as it should be or not; and why it does not go on, where it does not. */
    @SuppressWarnings("NullAway")
    static void state(KeptScan scan, Map<String, Object> shown) {
        shown.put("scan_state", scan.state());
        shown.put("scan_ended", scan.course().stage() == Course.Stage.OVER);
        shown.put("trouble", scan.course().trouble());
    }

    /** The result; an empty object when there is none. */
    static Map<String, Object> result(Optional<Results.Kept> result) {
        Map<String, Object> shown = new LinkedHashMap<>();
        result.ifPresent(each -> {
            shown.put("scan_id", each.scanId());
            shown.put("skyscan_result", Values.raw(each.text()));
            shown.put("is_final", each.mark().complete());
        });
        return shown;
    }
}
