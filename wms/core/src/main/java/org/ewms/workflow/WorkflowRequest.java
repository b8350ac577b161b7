package org.ewms.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as the user asked for it.
 *
 * @param publicAliases queues whose addresses and credentials the user may have
 * @param loopAliases queues declared to lead back to an earlier task
 * @param finishWhen null when only the user finishes it
 * @param deadline how long it may take; null for ever
 * @param inputs events that the service is to put in
 */
public record WorkflowRequest(
        List<TaskRequest> tasks,
        Set<String> publicAliases,
        Set<String> loopAliases,
        int priority,
        @Nullable FinishWhen finishWhen,
        @Nullable Duration deadline,
        List<Input> inputs) {
    public static final int DEFAULT_PRIORITY = 50;

    public WorkflowRequest {
        tasks = List.copyOf(tasks);
        publicAliases = Set.copyOf(publicAliases);
        loopAliases = Set.copyOf(loopAliases);
        inputs = List.copyOf(inputs);
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
                        attempts(alias)))
                .toList();
    }

    /** The same with other tasks. */
    WorkflowRequest with(List<TaskRequest> others) {
        return new WorkflowRequest(others, publicAliases, loopAliases, priority, finishWhen, deadline, inputs);
    }

    /** What is agreed on it. */
    Terms terms(@Nullable String owner, Instant now) {
        return new Terms(Sharing.of(owner), null, finishWhen, deadline == null ? null : now.plus(deadline), inputs);
    }

    private int attempts(String alias) {
        return tasks.stream()
                .filter(each -> each.inputAliases().contains(alias))
                .mapToInt(TaskRequest::maxAttempts)
                .max()
                .orElse(QueueWish.DEFAULT_ATTEMPTS);
    }

    private static UserSide side(boolean read, boolean written) {
        return read && written ? UserSide.BOTH : read ? UserSide.WRITES : UserSide.READS;
    }
}
