package org.ewms.mqclient.pulsar.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerBuilder;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;

/**
 * Queues as topics with one subscription, named as the Python MQClient names them. The attempts a queue allows stand in the properties of
 * its dead-letter topic. Topics are looked for before anything is opened over them, as brokers make those that are missing.
 */
final class PulsarQueues {
    /** The subscription all consumers of a queue share. */
    static final String SUBSCRIPTION = "i3-pulsar-sub";

    private static final String ATTEMPTS = "ewms-max-attempts";
    private static final String NOWHERE = "ewms-check";
    private static final int PURGE_PREFETCH = 200;
    private static final int PURGE_MILLIS = 500;

    private final Endpoint endpoint;
    private final Link link;
    private final Admin admin;

    PulsarQueues(Endpoint endpoint, Link link, Admin admin) {
        this.endpoint = endpoint;
        this.link = link;
        this.admin = admin;
    }

    String topic(String queue) {
        return endpoint.topic(queue);
    }

    /** A consumer of the queue, to be told its prefetch. */
    ConsumerBuilder<byte[]> consumer(String queue) throws Exception {
        return link.session()
                .client()
                .newConsumer()
                .topic(topic(queue))
                .subscriptionName(SUBSCRIPTION)
                .subscriptionType(SubscriptionType.Shared)
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .autoUpdatePartitions(false);
    }

    void declare(QueueSpec spec) throws Exception {
        String dead = MessageBroker.deadLetterQueue(spec.name());
        String attempts = "{\"" + ATTEMPTS + "\":\"" + spec.maxAttempts() + "\"}";
        if (!create(dead, attempts)) {
            OptionalInt known = maxAttempts(spec.name());
            if (known.isEmpty()) {
                // Made without a queue of ours, or by a declaration that was cut off before the broker had noted it.
                admin.call("PUT", dead, "/properties", attempts);
            } else if (known.getAsInt() != spec.maxAttempts()) {
                throw new RefusedException("queue " + spec.name() + " exists with maxAttempts " + known.getAsInt()
                        + ", not " + spec.maxAttempts() + "; declare it alike or delete it first");
            }
        }
        create(spec.name(), "{}");
    }

    /** The dead-letter queue of a queue somebody else declared. */
    void declareDeadLetterQueue(String queue) throws Exception {
        create(MessageBroker.deadLetterQueue(queue), "{}");
    }

    void delete(String queue) throws Exception {
        for (String name : List.of(queue, MessageBroker.deadLetterQueue(queue))) {
            admin.callUnless(Admin.NOT_FOUND, "DELETE", name, "?force=true", null);
        }
    }

    /** Makes sure that there is such a queue, and its subscription if only the topic is there. */
    void require(String queue) throws Exception {
        if (!stats(queue).path("subscriptions").has(SUBSCRIPTION)) {
            subscription(queue);
        }
    }

    /** Batches, which only others send, count as one message each. */
    QueueDepth depth(String queue) throws Exception {
        JsonNode subscription = stats(queue).path("subscriptions").path(SUBSCRIPTION);
        long unsettled = Math.max(0, subscription.path("unackedMessages").asLong());
        long backlog = subscription.path("msgBacklog").asLong();
        return new QueueDepth(
                Math.max(0, backlog - unsettled),
                unsettled,
                subscription.path("consumers").size());
    }

    /** At once when nobody holds anything; else as a consumer that acknowledges all it gets, which leaves what others hold. */
    long purge(String queue) throws Exception {
        QueueDepth depth = depth(queue);
        if (depth.unsettled() == 0) {
            admin.call("POST", queue, "/subscription/" + SUBSCRIPTION + "/skip_all", null);
            return depth.ready();
        }
        long purged = 0;
        try (Consumer<byte[]> all = link.await(
                consumer(queue)
                        .receiverQueueSize(PURGE_PREFETCH)
                        .acknowledgmentGroupTime(0, TimeUnit.MILLISECONDS)
                        .subscribeAsync(),
                Consumer::closeAsync)) {
            Message<byte[]> next = all.receive(PURGE_MILLIS, TimeUnit.MILLISECONDS);
            while (next != null) {
                all.acknowledge(next);
                purged++;
                next = purged < depth.ready() ? all.receive(PURGE_MILLIS, TimeUnit.MILLISECONDS) : null;
            }
        }
        return purged;
    }

    List<org.ewms.mqclient.Message> peek(String queue, int max) throws Exception {
        require(queue);
        JsonNode cursor =
                admin.call("GET", queue, "/internalStats", null).path("cursors").path(SUBSCRIPTION);
        return new Peek(link, topic(queue), Acknowledged.of(cursor)).messages(max);
    }

    /** Attempts the queue allows; empty when it was not declared by us. */
    OptionalInt maxAttempts(String queue) throws Exception {
        try {
            String text = admin.call("GET", MessageBroker.deadLetterQueue(queue), "/properties", null)
                    .path(ATTEMPTS)
                    .asText("");
            return text.matches("[0-9]{1,4}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        } catch (AdminException e) {
            if (e.status() == Admin.NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /**
     * Asks for a topic that is not there, on both ways: the answer that it is not is all we want, or that we have no right to know, as brokers
     * give to whom they have let in.
     */
    void check() throws Exception {
        boolean restricted = false;
        try {
            List<String> unused =
                    link.await(link.session().client().getPartitionsForTopic(topic(NOWHERE), false), none -> {});
        } catch (PulsarClientException.NotFoundException | PulsarClientException.TopicDoesNotExistException e) {
            // It answers.
        } catch (PulsarClientException.AuthorizationException e) {
            restricted = true;
        }
        try {
            boolean unused = admin.callUnless(Admin.NOT_FOUND, "GET", NOWHERE, "/stats", null);
        } catch (AdminException e) {
            if (!restricted || !e.isDenial()) {
                throw e;
            }
        }
    }

    private boolean create(String queue, String properties) throws Exception {
        boolean isNew = admin.callUnless(Admin.CONFLICT, "PUT", queue, "", properties);
        if (isNew) {
            subscription(queue);
        } else {
            require(queue);
        }
        return isNew;
    }

    /** By a consumer that takes nothing: the administration interface would rewind what somebody else makes at the same moment. */
    private void subscription(String queue) throws Exception {
        Consumer<byte[]> made = link.await(consumer(queue).receiverQueueSize(0).subscribeAsync(), Consumer::closeAsync);
        link.await(made.closeAsync(), unused -> {});
    }

    private JsonNode stats(String queue) throws IOException, InterruptedException {
        return admin.call("GET", queue, "/stats?getPreciseBacklog=true&subscriptionBacklogSize=false", null);
    }
}
