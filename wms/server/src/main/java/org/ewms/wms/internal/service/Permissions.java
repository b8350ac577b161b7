package org.ewms.wms.internal.service;

import java.util.Set;
import java.util.function.BiPredicate;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Caller;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Sharing;
import org.ewms.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Whose workflows somebody may see and change.
 *
 * @param open whether everybody's are open to every user, as in the Python service
 */
public record Permissions(WorkflowStore store, boolean open) {
    /** The workflow, if the caller may look at it. @throws ApiException 404, or 403 saying whom to ask */
    Workflow readable(Call call, String id) {
        return known(call, id, Sharing::mayRead);
    }

    /** The workflow, if the caller may change it. @throws ApiException 404, or 403 saying whom to ask */
    Workflow changeable(Call call, String id) {
        return known(call, id, Sharing::mayChange);
    }

    /** The workflow, if the caller may share it. @throws ApiException 404, or 403 saying whom to ask */
    Workflow shareable(Call call, String id) {
        return known(call, id, Sharing::mayShare);
    }

    /** Names by which the caller's workflows are found; null when all may be seen. */
    @Nullable
    Set<String> limits(Caller caller) {
        return open || caller.everywhere() ? null : caller.names();
    }

    /** As {@link #changeable}, for queues whose workflow may be somebody else's business. */
    void checkQueues(Call call, String workflowId) {
        store.workflow(workflowId).ifPresent(each -> check(call, each, Sharing::mayChange));
    }

    private Workflow known(Call call, String id, BiPredicate<Sharing, Set<String>> may) {
        Workflow workflow =
                store.workflow(id).orElseThrow(() -> ApiException.notFound("no workflow found with id: " + id));
        check(call, workflow, may);
        return workflow;
    }

    private void check(Call call, Workflow workflow, BiPredicate<Sharing, Set<String>> may) {
        Set<String> names = limits(call.caller());
        if (names != null && !may.test(workflow.terms().sharing(), names)) {
            throw new ApiException(
                    403, "workflow " + workflow.id() + " is somebody else's, who has not shared it with you for this");
        }
    }
}
