package org.ewms.wms.internal.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ewms.queues.QueueService;
import org.ewms.queues.QueueServiceException;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.FinishWhen;
import org.ewms.workflow.QueueGraph;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends workflows whose deadline has come, or whose queues are empty when that is their end. */
public record Warden(WorkflowStore store, QueueService queues, Ending ending, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Warden.class);

    /** Looks at all of them once. */
    public void look() {
        for (Workflow each : store.watched()) {
            try {
                reason(each).ifPresent(why -> {
                    LOG.info("workflow {} is {}", each.id(), why);
                    ending.end(each.id(), why);
                });
            } catch (QueueServiceException e) {
                LOG.warn("whether workflow {} is over cannot be told now: {}", each.id(), e.getMessage());
            }
        }
    }

    private Optional<Deactivation> reason(Workflow workflow) {
        if (workflow.terms().deadline() != null
                && !clock.instant().isBefore(workflow.terms().deadline())) {
            return Optional.of(Deactivation.ABORTED);
        }
        FinishWhen when = workflow.terms().finishWhen();
        return when != null && workflow.todo().isEmpty() && drained(workflow, when)
                ? Optional.of(Deactivation.FINISHED)
                : Optional.empty();
    }

    /** Events move downstream only, so what is empty when we come to it, upstream first, stays so. */
    private boolean drained(Workflow workflow, FinishWhen when) {
        List<TaskDirective> tasks = store.taskforcesOf(workflow.id()).stream()
                .map(Taskforce::plan)
                .map(each -> each.taskId())
                .distinct()
                .flatMap(each -> store.directive(each).stream())
                .toList();
        Set<String> read =
                tasks.stream().flatMap(each -> each.inputQueues().stream()).collect(Collectors.toSet());
        return QueueGraph.downstream(tasks).stream()
                .filter(queue -> when == FinishWhen.OUTPUTS_DRAINED || read.contains(queue))
                .allMatch(queue -> queues.remaining(workflow.id(), queue) == 0);
    }
}
