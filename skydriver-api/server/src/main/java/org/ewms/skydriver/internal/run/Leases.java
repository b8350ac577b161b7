package org.ewms.skydriver.internal.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.Scans;

/**
 * The scans that this process works on, among all processes that use the store. A process that dies leaves its scans to the others when
 * their leases end.
 *
 * @param holder id of this process
 * @param length after which others may take a scan that this process no longer speaks for
 * @param shared whether there may be others; a store of our own has leases of nobody but our predecessors
 */
public record Leases(Scans scans, String holder, Duration length, boolean shared) {
    /** Whether this process may take the scan. */
    boolean free(Course course) {
        return course.stage() != Course.Stage.OVER && (!shared || course.lease().until() <= scans.now());
    }

    /**
     * Takes a scan.
     *
     * @param change that comes with it
     * @return the scan's course as it was left, with the token to write with; empty when somebody else has the scan, or it is over
     */
    Optional<Course> take(String id, UnaryOperator<Course> change) {
        boolean[] taken = {false};
        return scans.change(id, scan -> {
                    taken[0] = free(scan.course());
                    return taken[0] ? scan.with(change.apply(scan.course()).taken(holder, end())) : scan;
                })
                .filter(scan -> taken[0])
                .map(KeptScan::course);
    }

    /** Keeps a scan for longer; false when it is somebody else's by now. */
    boolean renew(String id, long token) {
        return scans.change(
                        id,
                        scan -> scan.course().held(token)
                                ? scan.with(scan.course().leased(end()))
                                : scan)
                .filter(scan -> scan.course().held(token))
                .isPresent();
    }

    /** Leaves a scan to whoever comes first. */
    void release(String id, long token) {
        scans.change(
                id,
                scan -> scan.course().held(token) && scan.course().stage() != Course.Stage.OVER
                        ? scan.with(scan.course().leased(0))
                        : scan);
    }

    private double end() {
        return scans.now() + length.toMillis() / 1000.0;
    }
}
