package org.ewms.mqclient.embedded.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.jspecify.annotations.Nullable;

/** A consumer that outlives its connections: whoever waits in {@link #receive} while there is none makes the next {@link Feed}. */
final class ArtemisSubscription implements Subscription, Feed.Sink {
    private final ArtemisBroker broker;
    private final String queue;
    private final SubscriberOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ConcurrentLinkedQueue<ArtemisDelivery> ready = new ConcurrentLinkedQueue<>();
    /** Threads that have found nothing. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile @Nullable Feed feed;
    private boolean opening;
    private volatile boolean closed;
    private long lostAt = System.nanoTime();

    ArtemisSubscription(ArtemisBroker broker, String queue, SubscriberOptions options) {
        this.broker = broker;
        this.queue = queue;
        this.options = options;
    }

    /** Takes no lock while there is something, so that a busy consumer and the thread that feeds it do not wait for each other. */
    @Override
    public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
        checkOpen();
        ArtemisDelivery next = takeReady();
        if (next != null) {
            return next;
        }
        waiting.incrementAndGet();
        try {
            return await(System.nanoTime() + timeout.toNanos());
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** @param end in {@link System#nanoTime} */
    private @Nullable Delivery await(long end) throws InterruptedException {
        while (true) {
            Feed current = feed;
            if (current != null && current.isAlive()) {
                current.topUp();
            }
            lock.lockInterruptibly();
            try {
                checkOpen();
                ArtemisDelivery next = takeReady();
                if (next != null) {
                    return next;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                if (opening || isFed()) {
                    long unused = changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
                    continue;
                }
                opening = true;
            } finally {
                lock.unlock();
            }
            reconnect(end);
        }
    }

    @Override
    public void close() {
        Feed last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            last = feed;
            feed = null;
            ready.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
        broker.forget(this);
    }

    @Override
    public void arrived(ArtemisDelivery delivery) {
        if (closed || !delivery.isAlive()) {
            return;
        }
        ready.add(delivery);
        if (isAwaited()) {
            lock.lock();
            try {
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public boolean isAwaited() {
        return waiting.get() > 0;
    }

    @Override
    public void lost(Feed gone) {
        lock.lock();
        try {
            if (feed == gone) {
                drop();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the first feed, or says why not; called once, before anybody else knows this subscription. */
    void open() {
        Duration left = options.deadline();
        opening = true;
        try {
            var backoff = new Backoff();
            while (!tryOpen(left)) {
                left = options.deadline().minusNanos(System.nanoTime() - lostAt);
                TimeUnit.NANOSECONDS.sleep(backoff.next(left).toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while subscribing to " + queue, e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("the subscription to " + queue + " was closed");
        }
    }

    private @Nullable ArtemisDelivery takeReady() {
        ArtemisDelivery next = ready.poll();
        while (next != null && !next.isAlive()) {
            next = ready.poll();
        }
        if (next != null) {
            next.taken();
        }
        return next;
    }

    private boolean isFed() {
        Feed current = feed;
        if (current == null || current.isAlive()) {
            return current != null;
        }
        drop();
        return false;
    }

    /** What has not been handed out comes again. */
    private void drop() {
        feed = null;
        ready.clear();
        lostAt = System.nanoTime();
    }

    private void reconnect(long end) throws InterruptedException {
        var backoff = new Backoff();
        try {
            while (!tryOpen(options.deadline().minusNanos(System.nanoTime() - lostAt))) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(backoff.next(Duration.ofNanos(left)).toNanos());
            }
        } finally {
            lock.lock();
            try {
                opening = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** @return false when it may be tried again */
    private boolean tryOpen(Duration left) {
        Feed opened;
        try {
            opened = broker.openFeed(queue, options.prefetch(), this);
        } catch (MqException e) {
            throw e;
        } catch (Exception e) {
            if (!Failures.isTransient(e) || !left.isPositive()) {
                throw Failures.describe(e, "subscribe to " + queue, broker.endpoint());
            }
            return false;
        }
        lock.lock();
        try {
            opening = false;
            if (!closed) {
                feed = opened;
                changed.signalAll();
                return true;
            }
        } finally {
            lock.unlock();
        }
        opened.close();
        return true;
    }
}
