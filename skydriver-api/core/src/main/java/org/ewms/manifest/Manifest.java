package org.ewms.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scan's record in the fields of the REST API. Never changed; what changes it makes another.
 *
 * @param fields by name, in the API's order
 */
public record Manifest(Map<String, @Nullable Object> fields) {
    /** The workflow's id until one was asked for. */
    public static final String NOT_YET_REQUESTED = "not-yet-requested";

    /** Fields that can be too large for a list of manifests. */
    public static final List<String> LARGE =
            List.of("ewms_task", "event_i3live_json_dict", "event_i3live_json_dict__hash");

    private static final List<String> EVENT_METADATA =
            List.of("run_id", "event_id", "event_type", "mjd", "is_real_event");

    public Manifest {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A new scan's. @param timestamp seconds since 1970 */
    public static Manifest created(String scanId, double timestamp, ScanRequest request) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("scan_id", scanId);
        fields.put("timestamp", timestamp);
        fields.put("is_deleted", false);
        fields.put("scanner_server_args", request.scannerArguments());
        fields.put("ewms_workflow_id", NOT_YET_REQUESTED);
        fields.put("ewms_address", null);
        fields.put("ewms_task", "use 'ewms_workflow_id'");
        fields.put("priority", request.priority());
        fields.put("classifiers", request.classifiers());
        fields.put("i3_event_id", request.eventId());
        fields.put("event_i3live_json_dict", "use 'i3_event_id'");
        fields.put("event_i3live_json_dict__hash", null);
        fields.put("event_metadata", null);
        fields.put("scan_metadata", null);
        fields.put("progress", null);
        fields.put("replaced_by_scan_id", null);
        fields.put("last_updated", timestamp);
        return new Manifest(fields);
    }

    /** The same with another value. */
    public Manifest with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(fields);
        next.put(field, value);
        return new Manifest(next);
    }

    /** The same, changed at this time. */
    public Manifest updated(double now) {
        double last = Math.max(now, number("timestamp") + 1e-6);
        return with("last_updated", last);
    }

    /**
     * What a scanner says of its scan.
     *
     * @param progress null for none
     * @param event its identity; null or empty for none
     * @param scan what the scanner wants to keep; null or empty for none
     * @throws RequestException when event or scan metadata are there already and differ
     */
    public Manifest patched(
            @Nullable Map<String, Object> progress,
            @Nullable Map<String, Object> event,
            @Nullable Map<String, Object> scan) {
        Manifest next = this;
        if (event != null && !event.isEmpty()) {
            next = next.once("event_metadata", identity(event));
        }
        if (scan != null && !scan.isEmpty()) {
            next = next.once("scan_metadata", scan);
        }
        return progress == null || progress.isEmpty() ? next : next.with("progress", ProgressReport.of(progress));
    }

    private Manifest once(String field, Map<String, Object> value) {
        Object before = fields.get(field);
        if (before == null) {
            return with(field, value);
        }
        if (!before.equals(value)) {
            throw new RequestException("Cannot change an existing " + field);
        }
        return this;
    }

    private static Map<String, Object> identity(Map<String, Object> event) {
        Map<String, Object> known = new LinkedHashMap<>();
        EVENT_METADATA.forEach(each -> known.put(each, event.get(each)));
        known.computeIfPresent("mjd", (name, value) -> value instanceof Number number ? number.doubleValue() : value);
        return known;
    }

    /** The scan's id. */
    public String scanId() {
        return String.valueOf(fields.get("scan_id"));
    }

    /** Whether the scan was deleted or aborted. */
    public boolean deleted() {
        return Boolean.TRUE.equals(fields.get("is_deleted"));
    }

    /** Id of the scan's event; empty for a scan of old, whose manifest has the event itself. */
    public Optional<String> eventId() {
        return Optional.ofNullable((String) fields.get("i3_event_id")).filter(each -> !each.isEmpty());
    }

    /** The scan that replaces this one. */
    public Optional<String> replacedBy() {
        return Optional.ofNullable((String) fields.get("replaced_by_scan_id"));
    }

    /** The workflow that was asked for. */
    public Optional<String> workflowId() {
        return Optional.ofNullable((String) fields.get("ewms_workflow_id"))
                .filter(each -> !each.equals(NOT_YET_REQUESTED));
    }

    /** The number in a field. */
    public double number(String field) {
        return ((Number) Objects.requireNonNull(fields.get(field), field)).doubleValue();
    }

    /** What the state is told by, apart from the result. @param deactivated how the workflow ended, null while it goes on */
    public ScanState.Signs signs(boolean finalResult, @Nullable String deactivated) {
        Map<?, ?> task = fields.get("ewms_task") instanceof Map<?, ?> map ? map : Map.of();
        boolean stopped = given(task.get("complete"));
        return new ScanState.Signs(finalResult, workflow(task), report(), deactivated, stopped);
    }

    private ScanState.Workflow workflow(Map<?, ?> task) {
        if (fields.get("ewms_workflow_id") == null) {
            return given(task.get("clusters"))
                    ? ScanState.Workflow.BEFORE_WORKFLOWS_STARTED
                    : ScanState.Workflow.BEFORE_WORKFLOWS;
        }
        return workflowId().isPresent() ? ScanState.Workflow.REQUESTED : ScanState.Workflow.NOT_YET;
    }

    private ScanState.Report report() {
        if (!(fields.get("progress") instanceof Map<?, ?> progress) || progress.isEmpty()) {
            return ScanState.Report.NONE;
        }
        boolean rate = progress.get("processing_stats") instanceof Map<?, ?> stats && given(stats.get("rate"));
        return rate ? ScanState.Report.WITH_RATE : ScanState.Report.WITHOUT_RATE;
    }

    /** As Python takes a value for true. */
    private static boolean given(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case String text -> !text.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case java.util.Collection<?> list -> !list.isEmpty();
            default -> true;
        };
    }

    /** Names of all fields. */
    public Set<String> names() {
        return fields.keySet();
    }
}
