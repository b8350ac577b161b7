package org.ewms.queues;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;
import org.jspecify.annotations.Nullable;

/** The queue service itself. Credentials are signed when they are asked for, never kept: whoever asks again has a fresh one. */
public final class OwnQueues implements QueueService {
    private final WorkflowStore store;
    private final BrokerQueues broker;
    private final BrokerFacts facts;
    private final TokenIssuer credentials;
    private final Ids ids;
    private final Clock clock;

    public OwnQueues(
            WorkflowStore store,
            BrokerQueues broker,
            BrokerFacts facts,
            TokenIssuer credentials,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.broker = broker;
        this.facts = facts;
        this.credentials = credentials;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Reservation reserve(String workflowId, Collection<String> aliases, Collection<String> publicAliases) {
        QueueGroup group = QueueGroup.reserve(workflowId, clock.instant(), aliases, publicAliases, ids);
        return new Reservation(group.ids(), group);
    }

    @Override
    public void activate(String workflowId, int priority) {
        if (activated(workflowId, priority).isEmpty()) {
            throw new QueueServiceException("no queues were reserved for workflow " + workflowId);
        }
    }

    @Override
    public List<Map<String, Object>> profiles(String workflowId, Collection<String> queueIds) {
        QueueGroup group = store.queues(workflowId)
                .orElseThrow(() -> new QueueServiceException("no queues were reserved for workflow " + workflowId));
        return queueIds.stream()
                .map(id -> group.queue(id)
                        .map(queue -> profile(group, queue))
                        .orElseThrow(() -> new QueueServiceException("workflow " + workflowId + " has no queue " + id)))
                .toList();
    }

    /** Reserves and writes; what was reserved for the workflow before is returned as it is. */
    public QueueGroup reserved(String workflowId, Collection<String> aliases, Collection<String> publicAliases) {
        return store.queues(workflowId).orElseGet(() -> {
            store.create(new org.ewms.workflow.Creation(
                    List.of(),
                    List.of(),
                    QueueGroup.reserve(workflowId, clock.instant(), aliases, publicAliases, ids)));
            return store.queues(workflowId).orElseThrow();
        });
    }

    /** Makes the queues and marks them ready; empty when none were reserved for the workflow. */
    public Optional<QueueGroup> activated(String workflowId, int priority) {
        for (; ; ) {
            Optional<QueueGroup> group = store.queues(workflowId);
            if (group.isEmpty() || group.get().activated()) {
                return group;
            }
            broker.make(group.get());
            QueueGroup next = group.get().activated(priority);
            if (store.replace(next)) {
                return Optional.of(next);
            }
        }
    }

    public Optional<QueueGroup> group(String workflowId) {
        return store.queues(workflowId);
    }

    /** The profile of one queue. */
    public Optional<Map<String, Object>> profile(String queueId) {
        return store.queuesWith(queueId).flatMap(group -> group.queue(queueId).map(queue -> profile(group, queue)));
    }

    /** The profiles of those queues that the user may use. */
    public List<Map<String, Object>> publicProfiles(String workflowId) {
        return store.queues(workflowId).stream()
                .flatMap(
                        group -> group.queues().stream().filter(Queue::publicly).map(queue -> profile(group, queue)))
                .toList();
    }

    /** All profiles of a group. */
    public List<Map<String, Object>> profiles(QueueGroup group) {
        return group.queues().stream().map(queue -> profile(group, queue)).toList();
    }

    /** The group in the fields of the REST API. */
    public static Map<String, Object> shown(QueueGroup group) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("workflow_id", group.workflowId());
        all.put("timestamp", seconds(group.timestamp()));
        all.put("criteria", group.priority() == null ? null : Map.of("priority", group.priority()));
        return all;
    }

    /** The public keys of the credentials. */
    public Map<String, Object> publicKeys() {
        return credentials.publicKeys();
    }

    private Map<String, Object> profile(QueueGroup group, Queue queue) {
        boolean ready = group.activated();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("mqid", queue.id());
        all.put("workflow_id", group.workflowId());
        all.put("timestamp", seconds(group.timestamp()));
        all.put("alias", queue.alias());
        all.put("is_public", queue.publicly());
        all.put("is_activated", ready);
        all.put("auth_token", ready ? credentials.issue(queue.id()) : null);
        all.put("broker_type", ready ? facts.type() : null);
        all.put("broker_address", ready ? facts.address() : null);
        return all;
    }

    private static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond()).add(BigDecimal.valueOf(at.getNano() / 1000, 6));
    }
}
