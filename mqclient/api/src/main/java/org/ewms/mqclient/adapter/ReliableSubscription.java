package org.ewms.mqclient.adapter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.jspecify.annotations.Nullable;

/** A consumer that outlives its connections: whoever waits in {@link #receive} while there is none opens the next {@link Feed}. */
public final class ReliableSubscription implements Subscription {
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);

    private final String queue;
    private final SubscriberOptions options;
    private final Failures failures;
    private final Feed.Opener opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Delivery> ready = new ArrayDeque<>();
    private @Nullable Intake intake;
    private boolean opening;
    private volatile boolean closed;
    private long lostAt = System.nanoTime();

    /** Does not connect before {@link #open}. */
    public ReliableSubscription(String queue, SubscriberOptions options, Failures failures, Feed.Opener opener) {
        this.queue = queue;
        this.options = options;
        this.failures = failures;
        this.opener = opener;
    }

    /** Opens the first feed, or says why not; called once, before anybody else knows this subscription. */
    public void open() {
        var backoff = new Backoff();
        try {
            while (!tryOpen()) {
                backoff.pause(left());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while subscribing to " + queue, e);
        }
    }

    @Override
    public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            lock.lockInterruptibly();
            try {
                if (closed) {
                    throw new ClosedException("the subscription to " + queue + " was closed");
                }
                Delivery next = ready.poll();
                if (next != null) {
                    if (next instanceof SettledOnce delivery) {
                        delivery.handOut();
                    }
                    return next;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                if (opening || intake != null) {
                    long unused = changed.awaitNanos(Math.min(left, LONGEST_WAIT));
                    continue;
                }
                opening = true;
            } finally {
                lock.unlock();
            }
            reopen(end);
        }
    }

    @Override
    public void close() {
        Intake last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            last = intake;
            intake = null;
            ready.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    private Duration left() {
        return options.deadline().minusNanos(System.nanoTime() - lostAt);
    }

    private void reopen(long end) throws InterruptedException {
        var backoff = new Backoff();
        try {
            while (!tryOpen()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                backoff.pause(Duration.ofNanos(left));
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
    private boolean tryOpen() {
        var made = new Intake();
        if (!become(made)) {
            return true;
        }
        try {
            made.attach(opener.open(made));
            return true;
        } catch (Exception e) {
            made.lost();
            if (!failures.isTransient(e) || !left().isPositive()) {
                throw failures.describe(e, "subscribe to " + queue);
            }
            return false;
        }
    }

    private boolean become(Intake made) {
        lock.lock();
        try {
            if (!closed) {
                intake = made;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** One feed's entrance; what it brings counts only while it is the current one. */
    private final class Intake implements Feed.Sink {
        private @Nullable Feed feed;
        private boolean fed;

        @Override
        public void arrived(Delivery delivery) {
            lock.lock();
            try {
                if (intake == this) {
                    ready.add(delivery);
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void lost() {
            lock.lock();
            try {
                if (intake == this) {
                    intake = null;
                    // What has not been handed out comes again.
                    ready.clear();
                    if (fed) {
                        lostAt = System.nanoTime();
                    }
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        void attach(Feed opened) {
            boolean current;
            lock.lock();
            try {
                current = intake == this;
                feed = opened;
                fed = true;
                lostAt = System.nanoTime();
            } finally {
                lock.unlock();
            }
            if (!current) {
                opened.close();
            }
        }

        void close() {
            if (feed != null) {
                feed.close();
            }
        }
    }
}
