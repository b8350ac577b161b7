package org.ewms.wms.internal.service;

import java.time.Clock;
import java.util.Optional;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.Step;
import org.ewms.workflow.Workflow;

/** Ends workflows. */
public record Ending(WorkflowStore store, Relay relay, Clock clock) {
    /** Deactivates the workflow and tells its taskforces to stop; empty when it was deactivated before, or is not there. */
    Optional<Workflow> end(String id, Deactivation why) {
        for (; ; ) {
            Optional<Workflow> next = store.workflow(id).flatMap(each -> each.deactivated(why, clock.instant()));
            if (next.isEmpty()) {
                return next;
            }
            if (store.replace(next.get())) {
                if (next.get().todo().contains(Step.CREATE)) {
                    store.create(next.get().creation());
                }
                relay.stop(next.get());
                relay.nudge(id);
                return next;
            }
        }
    }
}
