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

    /** Every queue of its tasks, once, in order of appearance. */
    public List<QueueWish> queues() {
        Set<String> read = new LinkedHashSet<>();
        Set<String> written = new LinkedHashSet<>();
        tasks.forEach(each -> {
            read.addAll(each.inputAliases());
            written.addAll(each.outputAliases());
        });
        return tasks.stream()
                .flatMap(each -> Stream.concat(each.inputAliases().stream(), each.outputAliases().stream()))
                .distinct()
                .map(alias -> new QueueWish(
                        alias,
                        publicAliases.contains(alias),
                        side(read.contains(alias), written.contains(alias)),
                        QueueWish.DEFAULT_ATTEMPTS))
                .toList();
    }

    private static UserSide side(boolean read, boolean written) {
        return read && written ? UserSide.BOTH : read ? UserSide.WRITES : UserSide.READS;
    }
}
