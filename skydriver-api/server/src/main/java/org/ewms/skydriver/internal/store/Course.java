package org.ewms.skydriver.internal.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.manifest.BacklogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a scan beside its manifest: how far the service is with it. Changes with the manifest, in one document.
 *
 * @param stage of the service's work on it
 * @param queued when it was put on the backlog, seconds since 1970
 * @param pending when it was last tried to be started, seconds since 1970; 0 for never
 * @param attempts how often it was tried to be started
 * @param result the present result; null for none
 * @param deactivated how its workflow ended; null while it goes on
 * @param toTell what its workflow is still to be told: {@code abort} or {@code finished}; null for nothing
 * @param trouble why it does not go on; null when it does
 * @param submitter who asked for it; empty for nobody in particular
 * @param lease who works on it
 */
public record Course(
        Stage stage,
        double queued,
        double pending,
        int attempts,
        @Nullable ResultMark result,
        @Nullable String deactivated,
        @Nullable String toTell,
        @Nullable String trouble,
        String submitter,
        Lease lease) {
    /** How far the service is with a scan. */
    public enum Stage {
        WAITING,
        RUNNING,
        OVER
    }

    /** Of a scan that has just been asked for. */
    public static Course waiting(double queued, String submitter) {
        return new Course(Stage.WAITING, queued, 0, 0, null, null, null, null, submitter, Lease.NONE);
    }

    /** Somebody begins to start the scan. */
    public Course begun(double now) {
        return new Course(stage, queued, now, attempts + 1, result, deactivated, toTell, trouble, submitter, lease);
    }

    /** At another stage. */
    public Course at(Stage next) {
        return new Course(next, queued, pending, attempts, result, deactivated, toTell, trouble, submitter, lease);
    }

    /** With another result. */
    public Course with(ResultMark next) {
        return new Course(stage, queued, pending, attempts, next, deactivated, toTell, trouble, submitter, lease);
    }

    /** With something to tell the workflow; what is there already stays. */
    public Course telling(String what) {
        String first = toTell == null ? what : toTell;
        return new Course(stage, queued, pending, attempts, result, deactivated, first, trouble, submitter, lease);
    }

    /** The workflow was told, and is over in this way. */
    public Course told(String how) {
        return new Course(stage, queued, pending, attempts, result, how, null, trouble, submitter, lease);
    }

    /** With a reason for not going on. */
    public Course troubled(@Nullable String why) {
        return new Course(stage, queued, pending, attempts, result, deactivated, toTell, why, submitter, lease);
    }

    /** A process takes the scan, until that time. */
    public Course taken(String holder, double until) {
        return with(lease.next(holder, until));
    }

    /** Whoever has the scan has it until that time. */
    public Course leased(double until) {
        return with(lease.until(until));
    }

    Course with(Lease next) {
        return new Course(stage, queued, pending, attempts, result, deactivated, toTell, trouble, submitter, next);
    }

    /** Whether the scan is that of whoever has this token. */
    public boolean held(long token) {
        return lease.token() == token;
    }

    /** Whether the final result is here. */
    public boolean complete() {
        return result != null && result.complete();
    }

    /** As the backlog shows it. */
    public BacklogEntry entry(String scanId, int priority) {
        return new BacklogEntry(scanId, queued, priority, pending, attempts, submitter);
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("stage", stage.name());
        fields.put("queued", queued);
        fields.put("pending", pending);
        fields.put("attempts", attempts);
        fields.put("result", result == null ? null : result.fields());
        fields.put("deactivated", deactivated);
        fields.put("to_tell", toTell);
        fields.put("unsettled", toTell != null);
        fields.put("trouble", trouble);
        fields.put("submitter", submitter);
        fields.put("lease", lease.fields());
        return fields;
    }

    static Course of(Map<?, ?> kept) {
        return new Course(
                Stage.valueOf(String.valueOf(kept.get("stage"))),
                number(kept, "queued"),
                number(kept, "pending"),
                (int) number(kept, "attempts"),
                ResultMark.of(kept.get("result")),
                (String) kept.get("deactivated"),
                (String) kept.get("to_tell"),
                (String) kept.get("trouble"),
                kept.get("submitter") instanceof String submitter ? submitter : "",
                Lease.of(kept.get("lease")));
    }

    private static double number(Map<?, ?> kept, String name) {
        return kept.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
