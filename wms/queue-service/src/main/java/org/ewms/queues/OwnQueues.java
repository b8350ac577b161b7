package org.ewms.queues;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.QueueDepth;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.jspecify.annotations.Nullable;

/** The queue service itself. Credentials are signed when they are asked for, never kept: whoever asks again has a fresh one. */
public final class OwnQueues implements QueueService {
    private final WorkflowStore store;
    private final BrokerQueues broker;
    private final BrokerFacts facts;
    private final TokenIssuer credentials;
    private final Ids ids;
    private final Clock clock;
    private final QueueRates rates;

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
        this.rates = new QueueRates(clock);
    }

    @Override
    public Reservation reserve(String workflowId, List<QueueWish> wishes) {
        QueueGroup group = QueueGroup.reserve(workflowId, clock.instant(), wishes, ids);
        return new Reservation(group.ids(), group);
    }

    @Override
    public void activate(String workflowId, int priority) {
        if (activated(workflowId, priority).isEmpty()) {
            throw new QueueServiceException("no queues were reserved for workflow " + workflowId);
        }
    }

    @Override
    public List<Map<String, Object>> profiles(String workflowId, Map<String, Access> queueIds) {
        QueueGroup group = known(workflowId);
        return queueIds.entrySet().stream()
                .map(each -> group.queue(each.getKey())
                        .map(queue -> profile(group, queue, each.getValue()))
                        .orElseThrow(() ->
                                new QueueServiceException("workflow " + workflowId + " has no queue " + each.getKey())))
                .toList();
    }

    /** Reserves and writes; what was reserved for the workflow before is returned as it is. */
    public QueueGroup reserved(String workflowId, List<QueueWish> wishes) {
        return store.queues(workflowId).orElseGet(() -> {
            store.create(Creation.NOTHING.with(QueueGroup.reserve(workflowId, clock.instant(), wishes, ids)));
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
        return store.queuesWith(queueId)
                .flatMap(group -> group.queue(queueId).map(queue -> profile(group, queue, Access.BOTH)));
    }

    /** The profiles of those queues that the user may use, each for what the user does with it. */
    public List<Map<String, Object>> publicProfiles(String workflowId) {
        return store.queues(workflowId).stream()
                .flatMap(group -> group.queues().stream()
                        .filter(Queue::publicly)
                        .map(queue ->
                                profile(group, queue, Access.of(queue.wish().side()))))
                .toList();
    }

    /** All profiles of a group. */
    public List<Map<String, Object>> profiles(QueueGroup group) {
        return group.queues().stream()
                .map(queue -> profile(group, queue, Access.BOTH))
                .toList();
    }

    @Override
    public void remove(String workflowId) {
        for (; ; ) {
            Optional<QueueGroup> group = store.queues(workflowId);
            if (group.isEmpty() || group.get().removed()) {
                return;
            }
            if (group.get().activated()) {
                broker.remove(group.get());
            }
            group.get().queues().forEach(queue -> rates.forget(queue.id()));
            if (store.replace(group.get().gone())) {
                return;
            }
        }
    }

    @Override
    public boolean reachesBroker() {
        return broker.countsExactly();
    }

    @Override
    public void put(String workflowId, String alias, List<Message> events) {
        QueueGroup group = known(workflowId);
        Queue queue = group.queues().stream()
                .filter(each -> each.alias().equals(alias))
                .findAny()
                .orElseThrow(() -> new QueueServiceException("workflow " + workflowId + " has no queue " + alias));
        broker.put(queue, events);
    }

    @Override
    public QueueDepth depth(String workflowId, String queueId) {
        return known(workflowId)
                .queue(queueId)
                .flatMap(broker::filling)
                .map(BrokerQueues.Filling::depth)
                .orElseThrow(() -> new QueueServiceException("queue " + queueId + " is not reached from here"));
    }

    private QueueGroup known(String workflowId) {
        return store.queues(workflowId)
                .orElseThrow(() -> new QueueServiceException("no queues were reserved for workflow " + workflowId));
    }

    /** Credentials issued until now are not renewed. Until when the last of them may be valid; empty when they do not end. */
    public Optional<Instant> revoke(QueueGroup group) {
        for (QueueGroup at = group; ; at = store.queues(group.workflowId()).orElseThrow()) {
            // Tokens tell their time in whole seconds.
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            if (store.replace(at.revoked(now))) {
                return credentials.end(clock.instant());
            }
        }
    }

    /** A fresh profile for the holder of a credential that is still valid; empty when it is not, or was revoked. */
    public Optional<Map<String, Object>> renewed(String credential) {
        return credentials
                .grant(credential)
                .flatMap(grant -> store.queuesWith(grant.queueId())
                        .filter(QueueGroup::usable)
                        .filter(group ->
                                group.revokedAt() == null || !grant.issuedAt().isBefore(group.revokedAt()))
                        .flatMap(group ->
                                group.queue(grant.queueId()).map(queue -> profile(group, queue, grant.access()))));
    }

    /** The group that this queue is of. */
    public Optional<QueueGroup> groupWith(String queueId) {
        return store.queuesWith(queueId);
    }

    /** Removes what waits in a queue; empty when the broker is not reached. */
    public Optional<Long> purge(Queue queue) {
        return broker.purge(queue);
    }

    /** The first of a queue's dead letters; empty when the broker is not reached. */
    public Optional<List<Message>> deadLetters(Queue queue, int most) {
        return broker.deadLetters(queue, most);
    }

    /** Sends a queue's dead letters back to it; how many. Empty when the broker is not reached. */
    public Optional<Long> redrive(Queue queue) {
        return broker.redrive(queue);
    }

    /** How full each queue is and how fast that changes; the figures are null when the broker is not reached. */
    public List<Map<String, Object>> fillings(QueueGroup group) {
        return group.queues().stream().map(queue -> filling(group, queue)).toList();
    }

    private Map<String, Object> filling(QueueGroup group, Queue queue) {
        Optional<BrokerQueues.Filling> found = group.usable() ? broker.filling(queue) : Optional.empty();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("mqid", queue.id());
        all.put("alias", queue.alias());
        all.put("is_public", queue.publicly());
        all.put("ready", found.map(each -> each.depth().ready()).orElse(null));
        all.put("unsettled", found.map(each -> told(each.depth().unsettled())).orElse(null));
        all.put("consumers", found.map(each -> told(each.depth().consumers())).orElse(null));
        all.put("dead_letters", found.map(BrokerQueues.Filling::deadLetters).orElse(null));
        OptionalDouble rate =
                found.isPresent() ? rates.seen(queue.id(), found.get().depth().remaining()) : OptionalDouble.empty();
        all.put("change_per_second", rate.isPresent() ? rate.getAsDouble() : null);
        return all;
    }

    private static @Nullable Long told(long figure) {
        return figure < 0 ? null : (Long) figure;
    }

    /** The group in the fields of the REST API. */
    public static Map<String, Object> shown(QueueGroup group) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("workflow_id", group.workflowId());
        all.put("timestamp", seconds(group.timestamp()));
        all.put("criteria", group.priority() == null ? null : Map.of("priority", group.priority()));
        return all;
    }

    /** Where the public keys are, for brokers that ask; empty when they do not. */
    public Optional<Map<String, Object>> discovery() {
        return credentials.discovery();
    }

    /** The public keys of the credentials. */
    public Map<String, Object> publicKeys() {
        return credentials.publicKeys();
    }

    private Map<String, Object> profile(QueueGroup group, Queue queue, Access access) {
        boolean ready = group.usable();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("mqid", queue.id());
        all.put("workflow_id", group.workflowId());
        all.put("timestamp", seconds(group.timestamp()));
        all.put("alias", queue.alias());
        all.put("is_public", queue.publicly());
        all.put("is_activated", ready);
        all.put("auth_token", ready ? credentials.issue(queue.id(), access) : null);
        all.put("broker_type", ready ? facts.type() : null);
        all.put("broker_address", ready ? facts.address() : null);
        return all;
    }

    private static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond()).add(BigDecimal.valueOf(at.getNano() / 1000, 6));
    }
}
