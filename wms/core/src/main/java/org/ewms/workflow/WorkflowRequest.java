package org.ewms.workflow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A workflow as the user asked for it.
 *
 * @param publicAliases queues whose addresses and credentials the user may have
 * @param loopAliases queues declared to lead back to an earlier task
 */
public record WorkflowRequest(
        List<TaskRequest> tasks, Set<String> publicAliases, Set<String> loopAliases, int priority) {
    public static final int DEFAULT_PRIORITY = 50;

    public WorkflowRequest {
        tasks = List.copyOf(tasks);
        publicAliases = Set.copyOf(publicAliases);
        loopAliases = Set.copyOf(loopAliases);
    }

    /** Every queue alias of its tasks, once, in order of appearance. */
    public Set<String> aliases() {
        Set<String> all = new LinkedHashSet<>();
        tasks.stream()
                .flatMap(each -> Stream.concat(each.inputAliases().stream(), each.outputAliases().stream()))
                .forEach(all::add);
        return all;
    }
}
