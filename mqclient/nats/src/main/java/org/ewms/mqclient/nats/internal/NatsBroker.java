package org.ewms.mqclient.nats.internal;

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

/** The broker contract over NATS JetStream. */
public final class NatsBroker implements MessageBroker {
    private static final PublisherOptions DEAD_LETTERS = new PublisherOptions(100, Duration.ofSeconds(60));
    private static final int ROOM_FOR_HEADERS = 16 << 10;

    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final NatsFailures failures;
    private final Link link;
    private final NatsQueues queues;
    private final ReliablePublisher carrier;
    private final DeadLetters deadLetters;
    private final Set<ReliablePublisher> publishers = ConcurrentHashMap.newKeySet();
    private final Set<ReliableSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    /** What the server told when we last checked, less some room for headers, which count as well. */
    private volatile long maxMessageBytes = ROOM_FOR_HEADERS;

    private volatile boolean closed;

    /** Does not connect before {@link #check}, which comes first. */
    public NatsBroker(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.options = options;
        failures = new NatsFailures(endpoint.name());
        link = new Link(endpoint, options);
        queues = new NatsQueues(link, endpoint);
        carrier = outgoing("dead letters", DEAD_LETTERS);
        deadLetters = new DeadLetters(carrier, queues, failures, options.deadline());
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false, maxMessageBytes, false, true);
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
        ReliablePublisher publisher = outgoing(queue, publisherOptions);
        publishers.add(publisher);
        return publisher;
    }

    @Override
    public Subscription subscribe(String queue, SubscriberOptions subscriberOptions) {
        checkOpen();
        subscriptions.removeIf(ReliableSubscription::isClosed);
        var orphans = new Orphans();
        var subscription = new ReliableSubscription(
                queue,
                subscriberOptions,
                failures,
                sink -> link.permitted(() ->
                        new NatsFeed(link, queues, deadLetters, orphans, queue, subscriberOptions.prefetch(), sink)));
        subscription.open();
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void check(Duration timeout) {
        checkOpen();
        Retries.<Boolean>within(timeout, "reach the broker", failures, () -> {
            queues.check();
            maxMessageBytes = Math.max(1, link.session().connection().getMaxPayload() - ROOM_FOR_HEADERS);
            return true;
        });
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(ReliableSubscription::close);
        publishers.forEach(ReliablePublisher::abandon);
        carrier.abandon();
        link.close();
    }

    @Override
    public String toString() {
        return "MessageBroker[" + endpoint.name() + "]";
    }

    private ReliablePublisher outgoing(String queue, PublisherOptions publisherOptions) {
        return new ReliablePublisher(
                queue,
                publisherOptions,
                failures,
                () -> maxMessageBytes,
                onLoss -> new JetStreamOutlet(link.session(), failures, onLoss));
    }

    private <T> T administer(String what, Retries.Call<T> call) {
        checkOpen();
        return Retries.within(options.deadline(), what, failures, () -> link.permitted(call));
    }

    private void checkOpen() {
        if (closed) {
            throw failures.closed();
        }
    }
}
