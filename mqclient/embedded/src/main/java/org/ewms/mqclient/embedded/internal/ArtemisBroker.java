package org.ewms.mqclient.embedded.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ewms.mqclient.Capabilities;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/** The broker contract over an Artemis server: the embedded one in this JVM or over TCP, or one in production. */
public final class ArtemisBroker implements MessageBroker {
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final Link link;
    private final Admin admin;
    private final Set<ArtemisPublisher> publishers = ConcurrentHashMap.newKeySet();
    private final Set<ArtemisSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Does not connect yet. */
    public ArtemisBroker(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.options = options;
        this.link = new Link(endpoint, options.credential());
        this.admin = new Admin(link, endpoint);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, endpoint.synced(), endpoint.maxMessageBytes());
    }

    @Override
    public void declare(QueueSpec spec) {
        this.<Boolean>administer("declare queue " + spec.name(), queues -> {
            queues.declare(spec);
            return true;
        });
    }

    @Override
    public void delete(String queue) {
        this.<Boolean>administer("delete queue " + queue, queues -> {
            queues.delete(queue);
            return true;
        });
    }

    @Override
    public long purge(String queue) {
        return administer("purge queue " + queue, queues -> queues.purge(queue));
    }

    @Override
    public QueueDepth depth(String queue) {
        return administer("ask the depth of queue " + queue, queues -> queues.depth(queue));
    }

    @Override
    public List<Message> peek(String queue, int max) {
        return administer("peek into queue " + queue, queues -> queues.peek(queue, max));
    }

    @Override
    public Publisher publisher(String queue, PublisherOptions publisherOptions) {
        checkOpen();
        var publisher = new ArtemisPublisher(this, queue, publisherOptions);
        publishers.add(publisher);
        return publisher;
    }

    @Override
    public Subscription subscribe(String queue, SubscriberOptions subscriberOptions) {
        checkOpen();
        var subscription = new ArtemisSubscription(this, queue, subscriberOptions);
        subscription.open();
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void check(Duration timeout) {
        checkOpen();
        admin.<Boolean>run("reach the broker", timeout, queues -> queues.exists("activemq.management"));
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(subscriptions).forEach(ArtemisSubscription::close);
        publishers.forEach(ArtemisPublisher::abandon);
        admin.close();
        link.close();
    }

    @Override
    public String toString() {
        return "MessageBroker[" + endpoint.name() + "]";
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Link link() {
        return link;
    }

    /** One attempt to consume; throws what Artemis throws. */
    Feed openFeed(String queue, int prefetch, Feed.Sink sink) throws Exception {
        QueueFacts facts = admin.once(queues -> QueueFacts.of(queue, queues));
        return new Feed(link, facts, prefetch, endpoint.isOurs(), sink);
    }

    void forget(ArtemisPublisher publisher) {
        publishers.remove(publisher);
    }

    void forget(ArtemisSubscription subscription) {
        subscriptions.remove(subscription);
    }

    private <T> T administer(String what, Admin.Call<T> call) {
        checkOpen();
        return admin.run(what, options.deadline(), call);
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("the connection to " + endpoint.name() + " was closed");
        }
    }
}
