package org.ewms.mqclient.pulsar.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.Capabilities;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RoleRights;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.adapter.ReliablePublisher;
import org.ewms.mqclient.adapter.ReliableSubscription;
import org.ewms.mqclient.adapter.Retries;
import org.jspecify.annotations.Nullable;

/** The broker contract over Apache Pulsar. */
public final class PulsarBroker implements MessageBroker {
    /** Of the largest message, for headers, which count as well, and what copies add to them. */
    private static final int ROOM_FOR_HEADERS = 16 << 10;

    private static final PublisherOptions ELSEWHERE = new PublisherOptions(100, Duration.ofSeconds(60));

    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final PulsarFailures failures;
    private final Link link;
    private final Admin admin;
    private final PulsarQueues queues;
    private final ReliablePublisher carrier;
    private final Elsewhere elsewhere;
    private final Set<ReliablePublisher> publishers = ConcurrentHashMap.newKeySet();
    private final Set<ReliableSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Does not connect yet. */
    public PulsarBroker(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.options = options;
        failures = new PulsarFailures(endpoint.name());
        link = new Link(endpoint, options);
        admin = new Admin(endpoint, options);
        queues = new PulsarQueues(endpoint, link, admin);
        var sequences = new Sequences();
        carrier = new ReliablePublisher(
                "elsewhere",
                ELSEWHERE,
                failures,
                this::maxBodyBytes,
                onLoss -> new PulsarOutlet(link, queues, failures, sequences, onLoss));
        elsewhere = new Elsewhere(carrier, queues, failures, options.deadline(), InstantSource.system());
    }

    /** Ids are not numbers, so the brokers' de-duplication is for our repetitions alone. Whether disks are synced nobody tells us. */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, true, false, maxBodyBytes(), true, true, false);
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
        var sequences = new Sequences();
        var publisher = new ReliablePublisher(
                queue,
                publisherOptions,
                failures,
                this::maxBodyBytes,
                onLoss -> new PulsarOutlet(link, queues, failures, sequences, onLoss).to(queue));
        publishers.add(publisher);
        return publisher;
    }

    @Override
    public Subscription subscribe(String queue, SubscriberOptions subscriberOptions) {
        checkOpen();
        subscriptions.removeIf(ReliableSubscription::isClosed);
        var refusal = new AtomicReference<@Nullable Throwable>();
        var subscription = new ReliableSubscription(
                queue,
                subscriberOptions,
                failures,
                sink -> new PulsarFeed(link, queues, elsewhere, refusal, queue, subscriberOptions.prefetch(), sink));
        subscription.open();
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public Optional<RoleRights> roleRights() {
        return Optional.of(new PulsarRights(admin, this::administer));
    }

    @Override
    public void check(Duration timeout) {
        checkOpen();
        Retries.<Boolean>within(timeout, "reach the broker", failures, () -> {
            queues.check();
            return true;
        });
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(ReliableSubscription::close);
        publishers.forEach(ReliablePublisher::abandon);
        carrier.abandon();
        admin.close();
        link.close();
    }

    @Override
    public String toString() {
        return "MessageBroker[" + endpoint.name() + "]";
    }

    private long maxBodyBytes() {
        return endpoint.maxMessageBytes() - ROOM_FOR_HEADERS;
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
