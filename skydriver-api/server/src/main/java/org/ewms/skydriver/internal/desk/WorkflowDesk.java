package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.manifest.ScanState;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.workflow.WorkflowService;
import org.ewms.skydriver.internal.workflow.WorkflowServiceException;
import org.ewms.skydriver.internal.workflow.Workforce;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the workflow service knows of scans: their workers, and whether they go on. */
public final class WorkflowDesk {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowDesk.class);

    private final Lookup lookup;
    private final WorkflowService workflows;

    public WorkflowDesk(Lookup lookup, WorkflowService workflows) {
        this.lookup = lookup;
        this.workflows = workflows;
    }

    /** {@code GET /scan/ID/status}. */
    public Reply status(Call call) {
        KeptScan scan = lookup.any(call);
        @Nullable String deactivated = deactivated(scan);
        String state = scan.state(deactivated);
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("scan_state", state);
        status.put("is_deleted", scan.manifest().deleted());
        status.put("ewms_deactivated", deactivated);
        status.put("scan_complete", state.equals(ScanState.FINAL));
        status.put("scanner_server_logs", logs());
        status.put("ewms_workforce", workers(scan));
        if (scan.course().trouble() != null) {
            status.put("trouble", scan.course().trouble());
        }
        return Reply.ok(status);
    }

    private @Nullable String deactivated(KeptScan scan) {
        String known = scan.course().deactivated();
        return known != null || scan.course().complete()
                ? known
                : scan.manifest().workflowId().flatMap(workflows::deactivated).orElse(null);
    }

    /** {@code GET /scan/ID/logs}. */
    public Reply logs(Call call) {
        lookup.any(call);
        return Reply.ok(Map.of("scanner_server", logs()));
    }

    /** There is nowhere but in the service's own log that coordinators of this service say what they do. */
    private static Map<String, @Nullable Object> logs() {
        Map<String, @Nullable Object> logs = new LinkedHashMap<>();
        logs.put("url", null);
        return logs;
    }

    /** {@code GET /scan/ID/ewms/workflow-id}. */
    public Reply workflowId(Call call) {
        KeptScan scan = lookup.any(call);
        @Nullable Object id = scan.manifest().fields().get("ewms_workflow_id");
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("workflow_id", id);
        reply.put("requested_ewms_workflow", scan.manifest().workflowId().isPresent());
        reply.put("eligible_for_ewms", id != null);
        reply.put("ewms_address", scan.manifest().fields().get("ewms_address"));
        return Reply.ok(reply);
    }

    /** {@code POST /scan/ID/ewms/workflow-id}: once, and not for a deleted scan. */
    public Reply assign(Call call) {
        KeptScan left = lookup.scans()
                .change(call.id("scan_id"), scan -> {
                    boolean waits = scan.manifest().fields().get("ewms_workflow_id") != null
                            && scan.manifest().workflowId().isEmpty();
                    if (!waits || scan.manifest().deleted()) {
                        throw Lookup.missing();
                    }
                    return scan.with(scan.manifest()
                            .with(
                                    "ewms_workflow_id",
                                    call.body().path("workflow_id").asText())
                            .with(
                                    "ewms_address",
                                    call.body().path("ewms_address").asText()));
                })
                .orElseThrow(Lookup::missing);
        return Reply.ok(Shown.of(left));
    }

    /** {@code GET /scan/ID/ewms/workforce}. */
    public Reply workforce(Call call) {
        return Reply.ok(workers(lookup.any(call)));
    }

    private Map<String, @Nullable Object> workers(KeptScan scan) {
        return Workforce.of((String) scan.manifest().fields().get("ewms_workflow_id"), known(scan));
    }

    private List<JsonNode> known(KeptScan scan) {
        return scan.manifest().workflowId().map(workflows::taskforces).orElse(List.of());
    }

    /** {@code GET /scan/ID/ewms/taskforces}. */
    public Reply taskforces(Call call) {
        return Reply.ok(Map.of("taskforces", known(lookup.any(call))));
    }

    /** {@code POST /scan/ID/actions/add-workers}. */
    public Reply addWorkers(Call call) {
        KeptScan scan = lookup.any(call);
        if (scan.manifest().deleted()) {
            throw new ApiException(422, "this scan has been deleted--cannot add workers");
        }
        String workflow = scan.manifest()
                .workflowId()
                .orElseThrow(() -> new ApiException(422, "an EWMS workflow has not been assigned--cannot add workers"));
        if (scan.course().complete()) {
            throw new ApiException(422, "this scan has a final result--cannot add workers");
        }
        try {
            JsonNode added = workflows.addWorkers(
                    workflow,
                    call.body().path("cluster_location").asText(),
                    call.body().path("n_workers").asInt());
            return Reply.ok(Map.of(
                    "taskforce_uuid",
                    added.path("taskforce_uuid").asText(),
                    "n_workers",
                    added.path("n_workers").asInt()));
        } catch (WorkflowServiceException e) {
            LOG.warn("scan {}: no more workers: {}", scan.id(), e.getMessage());
            throw new ApiException(500, "failed to request additional workers on EWMS--contact admins");
        }
    }
}
