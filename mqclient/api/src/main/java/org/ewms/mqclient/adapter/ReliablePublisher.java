package org.ewms.mqclient.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.ewms.mqclient.BatchException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every message until it is confirmed and sends it again over the next {@link Outlet} when one is lost. What is late fails even while
 * a send hangs in a dead connection, and that connection is then given up.
 */
public final class ReliablePublisher implements Publisher {
    private final String queue;
    private final PublisherOptions options;
    private final Failures failures;
    private final LongSupplier limit;
    private final Outlet.Opener opener;
    private final Semaphore window;
    private final ConfirmationsUnderWay underWay = new ConfirmationsUnderWay();
    private final ConcurrentLinkedQueue<Outgoing> unconfirmed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Outlet outlet;
    private volatile @Nullable Throwable lastProblem;
    private volatile long lastVerdict = System.nanoTime();
    private volatile boolean closed;
    private boolean connecting;

    /**
     * Does not connect yet.
     *
     * @param limit largest body the broker takes, bytes
     */
    public ReliablePublisher(
            String queue, PublisherOptions options, Failures failures, LongSupplier limit, Outlet.Opener opener) {
        this.queue = queue;
        this.options = options;
        this.failures = failures;
        this.limit = limit;
        this.opener = opener;
        this.window = new Semaphore(options.window());
    }

    @Override
    public CompletableFuture<Void> publish(Message message) throws InterruptedException {
        return publish(queue, message);
    }

    /** Publishes to another queue over the same outlet. */
    public CompletableFuture<Void> publish(String destination, Message message) throws InterruptedException {
        long most = limit.getAsLong();
        if (message.body().length > most) {
            throw new MessageTooLargeException("message " + message.id() + " has " + message.body().length + " bytes, "
                    + failures.address() + " takes at most " + most);
        }
        checkOpen();
        window.acquire();
        var entry =
                new Outgoing(destination, message, options.deadline().toNanos(), this::settled, underWay, this::resend);
        lock.lock();
        try {
            if (closed) {
                window.release();
            }
            checkOpen();
            prune();
            underWay.begin();
            unconfirmed.add(entry);
            watch(options.deadline());
            Outlet current = outlet;
            if (current == null) {
                connectSoon();
            } else {
                send(current, entry);
            }
        } finally {
            lock.unlock();
        }
        return entry.confirmation();
    }

    @Override
    public void publishAll(List<Message> messages) throws InterruptedException {
        Map<String, Throwable> problems = new LinkedHashMap<>();
        List<CompletableFuture<Void>> confirmations = new ArrayList<>(messages.size());
        for (Message message : messages) {
            try {
                confirmations.add(publish(message));
            } catch (MqException e) {
                confirmations.add(CompletableFuture.failedFuture(e));
            }
        }
        for (int i = 0; i < confirmations.size(); i++) {
            try {
                confirmations.get(i).join();
            } catch (CompletionException e) {
                problems.put(messages.get(i).id(), e.getCause() == null ? e : e.getCause());
            }
        }
        if (!problems.isEmpty()) {
            throw new BatchException(problems);
        }
    }

    @Override
    public void close() {
        if (!markClosed()) {
            return;
        }
        // Every entry gives its permit back at its deadline at the latest.
        window.acquireUninterruptibly(options.window());
        window.release(options.window());
        underWay.await();
        disconnect();
    }

    public boolean isClosed() {
        return closed;
    }

    /** The owner closed the broker connection: what is unconfirmed stays so. */
    public void abandon() {
        if (markClosed() || !unconfirmed.isEmpty()) {
            var cause = new ClosedException("the broker connection was closed before " + queue + " confirmed");
            unconfirmed.forEach(entry -> entry.refuse(cause));
            disconnect();
        }
    }

    private boolean markClosed() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("the publisher to " + queue + " was closed");
        }
    }

    private void settled() {
        lastVerdict = System.nanoTime();
        window.release();
    }

    private void resend(Outgoing entry) {
        lock.lock();
        try {
            Outlet current = outlet;
            if (current != null && !entry.isSettled() && entry.wake()) {
                send(current, entry);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(Outlet via, Outgoing entry) {
        try {
            via.send(entry);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            lost(via, e);
        }
    }

    private void lost(Outlet gone, Throwable cause) {
        lock.lock();
        try {
            lastProblem = cause;
            if (outlet != gone) {
                return;
            }
            outlet = null;
            connectSoon();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("mq-close").start(gone::close);
    }

    private void connectSoon() {
        prune();
        if (!connecting && !unconfirmed.isEmpty()) {
            connecting = true;
            Thread.ofVirtual().name("mq-publish-" + queue).start(this::connect);
        }
    }

    private void connect() {
        var backoff = new Backoff();
        try {
            while (!tryConnect()) {
                backoff.pause(options.deadline());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is nothing left to do for the connecting thread */
    private boolean tryConnect() {
        Outlet opened;
        try {
            opened = opener.open(this::lost);
        } catch (Exception e) {
            return giveUp(e);
        }
        lock.lock();
        try {
            outlet = opened;
            connecting = false;
            for (Outgoing entry : unconfirmed) {
                if (!entry.isSettled() && outlet == opened) {
                    boolean unused = entry.wake();
                    send(opened, entry);
                }
            }
        } finally {
            lock.unlock();
        }
        if (closed && unconfirmed.stream().allMatch(Outgoing::isSettled)) {
            disconnect();
        }
        return true;
    }

    private boolean giveUp(Exception problem) {
        lastProblem = problem;
        if (!failures.isTransient(problem)) {
            MqException cause = failures.describe(problem, "publish to " + queue);
            unconfirmed.forEach(entry -> entry.refuse(cause));
        }
        lock.lock();
        try {
            prune();
            if (unconfirmed.isEmpty()) {
                connecting = false;
            }
            return unconfirmed.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void watch(Duration wait) {
        if (watching.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(Math.max(1, wait.toNanos()), TimeUnit.NANOSECONDS)
                    .execute(this::expire);
        }
    }

    /** Fails what is past its deadline; entries are in the order of their deadlines. Takes no lock before that: a send may hang in it. */
    private void expire() {
        long now = System.nanoTime();
        Outgoing next = null;
        for (Outgoing entry : unconfirmed) {
            if (entry.deadline() - now > 0) {
                next = entry;
                break;
            }
            if (!entry.isSettled()) {
                late(entry);
            }
        }
        watching.set(false);
        Outgoing waiting = next == null
                ? unconfirmed.stream().filter(e -> !e.isSettled()).findFirst().orElse(null)
                : next;
        if (waiting != null) {
            watch(Duration.ofNanos(waiting.deadline() - now));
        }
    }

    private void late(Outgoing entry) {
        boolean silent = lastVerdict - entry.since() < 0;
        MqException refusal = entry.refusal();
        entry.refuse(refusal == null ? unanswered(entry) : refusal);
        Outlet current = outlet;
        if (silent && current != null) {
            current.close();
            lost(current, new TimeoutException("no confirmation within " + options.deadline()));
        }
    }

    private MqException unanswered(Outgoing entry) {
        Throwable problem = lastProblem == null ? new TimeoutException("no answer") : lastProblem;
        return new BrokerUnavailableException(
                "message " + entry.message().id() + " was not confirmed by " + failures.address() + " within "
                        + options.deadline() + ", last problem: " + problem.getMessage(),
                problem);
    }

    private void prune() {
        Outgoing head = unconfirmed.peek();
        while (head != null && head.isSettled()) {
            unconfirmed.poll();
            head = unconfirmed.peek();
        }
    }

    private void disconnect() {
        Outlet last = outlet;
        outlet = null;
        if (last != null) {
            last.close();
        }
    }
}
