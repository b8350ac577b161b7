package org.ewms.wms.internal.service;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.service.Call;
import org.ewms.service.EventStream;
import org.ewms.service.Reply;
import org.ewms.store.ApiFields;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Phase;
import org.ewms.workflow.Step;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** Lets users follow a workflow: server-sent events. */
public record EventDesk(WorkflowStore store, Bulletin bulletin, Permissions permissions) {
    /** Others may write to a shared store without our seeing it. */
    private static final int LOOK_SECONDS = 1;

    private static final int QUIET_SECONDS = 15;

    /** {@code GET /v1/workflows/{workflow_id}/events}: each part as it is now, then whenever it has changed, until all is over. */
    public Reply events(Call call) {
        String id = permissions.readable(call, call.id("workflow_id")).id();
        EventStream stream = sink -> follow(id, sink);
        return new Reply(200, "text/event-stream", stream);
    }

    private void follow(String id, EventStream.Sink sink) throws InterruptedException {
        try (Bulletin.Follower follower = bulletin.follow(id)) {
            Map<String, Object> told = new HashMap<>();
            for (; ; ) {
                Optional<Workflow> found = store.workflow(id);
                if (found.isEmpty()) {
                    return;
                }
                Map<String, Taskforce> taskforces = new LinkedHashMap<>();
                store.taskforcesOf(id).forEach(each -> taskforces.put(each.uuid(), each));
                if (!told(sink, told, "workflow", id, ApiFields.of(found.get()))) {
                    return;
                }
                for (Taskforce each : taskforces.values()) {
                    if (!told(sink, told, "taskforce", each.uuid(), ApiFields.of(each))) {
                        return;
                    }
                }
                if (over(found.get(), taskforces)) {
                    sink.send("end", Map.of("workflow_id", id));
                    return;
                }
                if (!follower.await(store.shared() ? LOOK_SECONDS : QUIET_SECONDS) && !sink.nothingNew()) {
                    return;
                }
            }
        }
    }

    private static boolean told(
            EventStream.Sink sink, Map<String, Object> told, String event, String id, Map<String, Object> now) {
        return now.equals(told.put(id, now)) || sink.send(event, now);
    }

    private static boolean over(Workflow workflow, Map<String, Taskforce> taskforces) {
        boolean nothingLeft = workflow.todo().stream().allMatch(each -> each == Step.REMOVE_QUEUES);
        return !workflow.active()
                && nothingLeft
                && taskforces.values().stream()
                        .allMatch(each -> each.phase() == Phase.CONDOR_COMPLETE
                                || (each.phase() == Phase.PENDING_STOPPER && !each.mayHaveCluster()));
    }
}
