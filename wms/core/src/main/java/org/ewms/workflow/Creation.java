package org.ewms.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents that belong to a workflow and are written after it: its commit holds them until then.
 *
 * @param queues null when somebody else keeps them
 */
public record Creation(
        List<TaskDirective> directives,
        List<TaskforcePlan> taskforces,
        @Nullable QueueGroup queues) {
    public static final Creation NOTHING = new Creation(List.of(), List.of(), null);

    public Creation {
        directives = List.copyOf(directives);
        taskforces = List.copyOf(taskforces);
    }

    /** These and one taskforce more. */
    public Creation and(TaskforcePlan more) {
        List<TaskforcePlan> all = new ArrayList<>(taskforces);
        all.add(more);
        return new Creation(directives, all, queues);
    }

    /** These and the queues they use. */
    public Creation with(QueueGroup group) {
        return new Creation(directives, taskforces, group);
    }
}
