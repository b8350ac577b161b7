package org.ewms.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All queues of one workflow: reserved together, activated together, removed together.
 *
 * @param priority as given at activation; null until then
 * @param revokedAt credentials issued before are not renewed; null if none was revoked
 * @param removed whether they are gone from the broker, for good
 * @param version grows by one with each change
 */
public record QueueGroup(
        String workflowId,
        Instant timestamp,
        @Nullable Integer priority,
        List<Queue> queues,
        @Nullable Instant revokedAt,
        boolean removed,
        long version) {
    public QueueGroup {
        queues = List.copyOf(queues);
    }

    /** One queue for each wish, in order, those with an alias that was there before aside. */
    public static QueueGroup reserve(String workflowId, Instant now, Collection<QueueWish> wishes, Ids ids) {
        List<Queue> queues = wishes.stream()
                .collect(Collectors.toMap(
                        QueueWish::alias, each -> each, (first, second) -> first, java.util.LinkedHashMap::new))
                .values()
                .stream()
                .map(each -> new Queue(ids.queue(), each))
                .toList();
        return new QueueGroup(workflowId, now, null, queues, null, false, 0);
    }

    public boolean activated() {
        return priority != null;
    }

    /** Whether its queues may be used now. */
    public boolean usable() {
        return activated() && !removed;
    }

    /** Ready for use; the priority of the first activation stays. */
    public QueueGroup activated(int withPriority) {
        return activated()
                ? this
                : new QueueGroup(workflowId, timestamp, withPriority, queues, revokedAt, removed, version + 1);
    }

    /** With every credential issued until now revoked. */
    public QueueGroup revoked(Instant now) {
        return new QueueGroup(workflowId, timestamp, priority, queues, now, removed, version + 1);
    }

    /** Gone from the broker. */
    public QueueGroup gone() {
        return removed ? this : new QueueGroup(workflowId, timestamp, priority, queues, revokedAt, true, version + 1);
    }

    /** Id of the queue for each alias. */
    public Map<String, String> ids() {
        return queues.stream().collect(Collectors.toMap(Queue::alias, Queue::id));
    }

    public Optional<Queue> queue(String id) {
        return queues.stream().filter(each -> each.id().equals(id)).findAny();
    }
}
