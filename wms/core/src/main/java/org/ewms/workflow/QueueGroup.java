package org.ewms.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All queues of one workflow: reserved together, activated together.
 *
 * @param priority as given at activation; null until then
 * @param version grows by one with each change
 */
public record QueueGroup(
        String workflowId, Instant timestamp, @Nullable Integer priority, List<Queue> queues, long version) {
    public QueueGroup {
        queues = List.copyOf(queues);
    }

    /** One queue for each alias, in order, duplicates aside. */
    public static QueueGroup reserve(
            String workflowId, Instant now, Collection<String> aliases, Collection<String> publicAliases, Ids ids) {
        Set<String> publicly = Set.copyOf(publicAliases);
        List<Queue> queues = new LinkedHashSet<>(aliases)
                .stream()
                        .map(alias -> new Queue(ids.queue(), alias, publicly.contains(alias)))
                        .toList();
        return new QueueGroup(workflowId, now, null, queues, 0);
    }

    public boolean activated() {
        return priority != null;
    }

    /** Ready for use; the priority of the first activation stays. */
    public QueueGroup activated(int withPriority) {
        return activated() ? this : new QueueGroup(workflowId, timestamp, withPriority, queues, version + 1);
    }

    /** Id of the queue for each alias. */
    public Map<String, String> ids() {
        return queues.stream().collect(Collectors.toMap(Queue::alias, Queue::id));
    }

    public Optional<Queue> queue(String id) {
        return queues.stream().filter(each -> each.id().equals(id)).findAny();
    }
}
