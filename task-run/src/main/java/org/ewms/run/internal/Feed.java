package org.ewms.run.internal;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/** Carries what arrives in one queue to the thread that counts. */
final class Feed implements AutoCloseable {
    private static final int PREFETCH = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Subscription subscription;
    private final BlockingQueue<News> news;
    private final Thread thread;
    private volatile boolean closed;

    Feed(MessageBroker broker, String queue, BlockingQueue<News> news) {
        this.subscription = broker.subscribe(queue, new SubscriberOptions(PREFETCH, PATIENCE));
        this.news = news;
        this.thread = Thread.ofVirtual().name("run-feed-" + queue).start(this::carry);
    }

    private void carry() {
        try {
            while (!closed) {
                Delivery delivery = subscription.receive(WAIT);
                if (delivery != null) {
                    news.add(new News.Arrived(delivery));
                }
            }
        } catch (InterruptedException | ClosedException e) {
            if (!closed) {
                news.add(new News.Broken(e));
            }
        } catch (RuntimeException | Error e) {
            news.add(new News.Broken(e));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        subscription.close();
    }
}
