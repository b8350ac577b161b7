package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ewms.mqclient.Capabilities;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.adapter.ReliablePublisher;
import org.ewms.mqclient.adapter.ReliableSubscription;
import org.ewms.mqclient.adapter.Retries;

/**
 * The broker contract over RabbitMQ. Publishing has a connection of its own, so that a server short of memory or disk can hold publishers
 * back without holding up acknowledgements.
 */
public final class RabbitBroker implements MessageBroker {
    private static final PublisherOptions ELSEWHERE = new PublisherOptions(100, Duration.ofSeconds(60));

    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final RabbitFailures failures;
    private final Link publishing;
    private final Link consuming;
    private final RabbitQueues queues;
    private final ReliablePublisher carrier;
    private final ReliablePublisher deadLetters;
    private final Elsewhere elsewhere;
    private final Set<ReliablePublisher> publishers = ConcurrentHashMap.newKeySet();
    private final Set<ReliableSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Does not connect yet. */
    public RabbitBroker(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.options = options;
        failures = new RabbitFailures(endpoint.name());
        publishing = new Link(endpoint, options, "publishing");
        consuming = new Link(endpoint, options, "consuming");
        queues = new RabbitQueues(consuming, endpoint.plainQueues());
        carrier = outgoing("elsewhere", ELSEWHERE, false);
        deadLetters = outgoing("dead letters", ELSEWHERE, true);
        elsewhere = new Elsewhere(carrier, deadLetters, queues, failures, options.deadline());
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, true, true, endpoint.maxMessageBytes(), false, false);
    }

    @Override
    public void declare(QueueSpec spec) {
        this.<Boolean>administer("declare queue " + spec.name(), () -> {
            queues.declare(spec);
            return true;
        });
    }

    @Override
    public void delete(String queue) {
        this.<Boolean>administer("delete queue " + queue, () -> {
            queues.delete(queue);
            return true;
        });
    }

    @Override
    public long purge(String queue) {
        return administer("purge queue " + queue, () -> queues.purge(queue));
    }

    @Override
    public QueueDepth depth(String queue) {
        return administer("ask the depth of queue " + queue, () -> queues.depth(queue));
    }

    @Override
    public List<Message> peek(String queue, int max) {
        return administer("peek into queue " + queue, () -> queues.peek(queue, max));
    }

    @Override
    public Publisher publisher(String queue, PublisherOptions publisherOptions) {
        checkOpen();
        publishers.removeIf(ReliablePublisher::isClosed);
        ReliablePublisher publisher = outgoing(queue, publisherOptions, false);
        publishers.add(publisher);
        return publisher;
    }

    @Override
    public Subscription subscribe(String queue, SubscriberOptions subscriberOptions) {
        checkOpen();
        subscriptions.removeIf(ReliableSubscription::isClosed);
        var subscription = new ReliableSubscription(
                queue,
                subscriberOptions,
                failures,
                sink -> new RabbitFeed(queues, consuming, elsewhere, queue, subscriberOptions.prefetch(), sink));
        subscription.open();
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void check(Duration timeout) {
        checkOpen();
        Retries.within(timeout, "reach the broker", failures, () -> consuming.with(Channel::isOpen));
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(ReliableSubscription::close);
        publishers.forEach(ReliablePublisher::abandon);
        carrier.abandon();
        deadLetters.abandon();
        consuming.close();
        publishing.close();
    }

    @Override
    public String toString() {
        return "MessageBroker[" + endpoint.name() + "]";
    }

    private ReliablePublisher outgoing(String queue, PublisherOptions publisherOptions, boolean ownExchanges) {
        return new ReliablePublisher(
                queue,
                publisherOptions,
                failures,
                endpoint::maxMessageBytes,
                onLoss -> ConfirmingChannel.open(publishing, endpoint.name(), ownExchanges, onLoss));
    }

    private <T> T administer(String what, Retries.Call<T> call) {
        checkOpen();
        return Retries.within(options.deadline(), what, failures, call);
    }

    private void checkOpen() {
        if (closed) {
            throw failures.closed();
        }
    }
}
