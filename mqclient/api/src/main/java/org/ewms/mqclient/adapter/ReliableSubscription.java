package org.ewms.mqclient.adapter;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private volatile @Nullable Intake intake;
    /** Threads that have found nothing. */
    private final AtomicInteger waiting = new AtomicInteger();

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
        Delivery ready = poll();
        if (ready != null) {
            return ready;
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
            Intake current = intake;
            if (current != null) {
                current.awaited();
            }
            lock.lockInterruptibly();
            try {
                if (closed) {
                    throw new ClosedException("the subscription to " + queue + " was closed");
                }
                long left = end - System.nanoTime();
                if (opening || intake != null) {
                    Delivery next = awaitNext(Math.min(left, LONGEST_WAIT));
                    if (next != null || left <= 0) {
                        return next;
                    }
                    continue;
                }
                if (left <= 0) {
                    return null;
                }
                opening = true;
            } finally {
                lock.unlock();
            }
            reopen(end);
        }
    }

    /** Without the lock, so that a busy consumer and the thread that feeds it do not wait for each other. */
    private @Nullable Delivery poll() {
        Intake current = intake;
        Delivery next = current == null ? null : current.ready.poll();
        if (next instanceof SettledOnce delivery) {
            delivery.handOut();
        }
        return next;
    }

    /** Looks once more, as it is known to wait: what arrives from then on wakes it. */
    private @Nullable Delivery awaitNext(long nanos) throws InterruptedException {
        Delivery next = poll();
        if (next == null && nanos > 0) {
            long unused = changed.awaitNanos(nanos);
            next = poll();
        }
        return next;
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
        private final ConcurrentLinkedQueue<Delivery> ready = new ConcurrentLinkedQueue<>();
        private volatile @Nullable Feed feed;
        private boolean fed;

        @Override
        public void arrived(Delivery delivery) {
            if (intake != this) {
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
        public void lost() {
            lock.lock();
            try {
                if (intake == this) {
                    // What has not been handed out comes again.
                    intake = null;
                    if (fed) {
                        lostAt = System.nanoTime();
                    }
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isAwaited() {
            return waiting.get() > 0;
        }

        void awaited() {
            Feed current = feed;
            if (current != null) {
                current.awaited();
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
            Feed last = feed;
            if (last != null) {
                last.close();
            }
        }
    }
}
