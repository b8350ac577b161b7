package org.ewms.mqclient.embedded.internal;

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
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.ewms.mqclient.BatchException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.adapter.ConfirmationsUnderWay;
import org.jspecify.annotations.Nullable;

/** Keeps every message until it is confirmed and sends it again, with the same id, over the next connection when one is lost. */
final class ArtemisPublisher implements Publisher {
    private final ArtemisBroker broker;
    private final String queue;
    private final SimpleString address;
    private final PublisherOptions options;
    private final Semaphore window;
    private final ConfirmationsUnderWay underWay = new ConfirmationsUnderWay();
    private final ConcurrentLinkedQueue<Unconfirmed> unconfirmed = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ClientSession session;
    private @Nullable ClientProducer producer;
    private @Nullable Throwable lastProblem;
    private boolean connecting;
    private boolean watching;
    private volatile boolean closed;

    ArtemisPublisher(ArtemisBroker broker, String queue, PublisherOptions options) {
        this.broker = broker;
        this.queue = queue;
        this.address = SimpleString.of(queue);
        this.options = options;
        this.window = new Semaphore(options.window());
    }

    @Override
    public CompletableFuture<Void> publish(Message message) throws InterruptedException {
        long limit = broker.capabilities().maxMessageBytes();
        if (message.body().length > limit) {
            throw new MessageTooLargeException("message " + message.id() + " has " + message.body().length + " bytes, "
                    + broker.endpoint().name() + " takes at most " + limit);
        }
        checkOpen();
        window.acquire();
        var entry = new Unconfirmed(
                this, message, System.nanoTime() + options.deadline().toNanos());
        lock.lock();
        try {
            if (closed) {
                window.release();
            }
            checkOpen();
            prune();
            underWay.begin();
            unconfirmed.add(entry);
            if (!watching) {
                watching = true;
                watch(options.deadline());
            }
            if (producer == null) {
                connectSoon();
            } else {
                send(entry);
            }
        } finally {
            lock.unlock();
        }
        return entry.confirmation();
    }

    @Override
    public void publishAll(List<Message> messages) throws InterruptedException {
        Map<String, Throwable> failures = new LinkedHashMap<>();
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
                failures.put(messages.get(i).id(), e.getCause() == null ? e : e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            throw new BatchException(failures);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        // Every entry gives its permit back at its deadline at the latest.
        window.acquireUninterruptibly(options.window());
        window.release(options.window());
        underWay.await();
        disconnect();
        broker.forget(this);
    }

    /** The owner closed the broker connection: what is unconfirmed stays so. */
    void abandon() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        var cause = new ClosedException("the broker connection was closed before " + queue + " confirmed");
        unconfirmed.forEach(entry -> entry.fail(cause));
        disconnect();
    }

    void released() {
        window.release();
    }

    /** A confirmation has been told to whoever waited for it. */
    void told() {
        underWay.end();
    }

    /** The broker's verdict on one message. */
    void refused(Unconfirmed entry, Exception problem) {
        if (!Failures.isTransient(problem)) {
            entry.fail(
                    Failures.describe(problem, "publish " + entry.message().id() + " to " + queue, broker.endpoint()));
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("the publisher to " + queue + " was closed");
        }
    }

    private void send(Unconfirmed entry) {
        ClientSession current = session;
        ClientProducer via = producer;
        if (current == null || via == null) {
            return;
        }
        try {
            via.send(address, Wire.publication(current, entry.message()), entry);
        } catch (ActiveMQInterruptedException e) {
            Thread.currentThread().interrupt();
            lost(current, e);
        } catch (ActiveMQException e) {
            lost(current, e);
        }
    }

    private void lost(ClientSession gone, Throwable cause) {
        lock.lock();
        try {
            lastProblem = cause;
            if (session != gone) {
                return;
            }
            session = null;
            producer = null;
            Thread.ofVirtual().name("mq-close").start(() -> closeQuietly(gone));
            connectSoon();
        } finally {
            lock.unlock();
        }
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
                TimeUnit.NANOSECONDS.sleep(backoff.next(options.deadline()).toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is nothing left to do for the connecting thread */
    private boolean tryConnect() {
        ClientSession opened = null;
        try {
            opened = broker.link().openPublishing();
            ClientSession made = opened;
            opened.addFailureListener(new LossListener(cause -> lost(made, cause)));
            ClientProducer via = opened.createProducer();
            lock.lock();
            try {
                session = opened;
                producer = via;
                connecting = false;
                for (Unconfirmed entry : unconfirmed) {
                    if (!entry.isSettled() && session == opened) {
                        send(entry);
                    }
                }
            } finally {
                lock.unlock();
            }
            return true;
        } catch (ActiveMQException | MqException e) {
            closeQuietly(opened);
            return giveUp(e);
        }
    }

    private boolean giveUp(Exception problem) {
        lock.lock();
        try {
            lastProblem = problem;
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
        CompletableFuture.delayedExecutor(Math.max(1, wait.toNanos()), TimeUnit.NANOSECONDS)
                .execute(this::expire);
    }

    /** Fails what is past its deadline; entries are in the order of their deadlines. */
    private void expire() {
        List<Unconfirmed> late = new ArrayList<>();
        Throwable problem;
        lock.lock();
        try {
            problem = lastProblem;
            prune();
            long now = System.nanoTime();
            for (Unconfirmed entry : unconfirmed) {
                if (entry.deadline() - now > 0) {
                    break;
                }
                late.add(entry);
            }
            Unconfirmed next =
                    unconfirmed.stream().skip(late.size()).findFirst().orElse(null);
            watching = next != null;
            if (next != null) {
                watch(Duration.ofNanos(next.deadline() - now));
            }
        } finally {
            lock.unlock();
        }
        for (Unconfirmed entry : late) {
            entry.fail(new BrokerUnavailableException(
                    "message " + entry.message().id() + " was not confirmed by "
                            + broker.endpoint().name() + " within " + options.deadline()
                            + (problem == null ? "" : ", last problem: " + problem.getMessage()),
                    problem == null ? new java.util.concurrent.TimeoutException() : problem));
        }
    }

    private void prune() {
        Unconfirmed head = unconfirmed.peek();
        while (head != null && head.isSettled()) {
            unconfirmed.poll();
            head = unconfirmed.peek();
        }
    }

    private void disconnect() {
        ClientSession last;
        lock.lock();
        try {
            last = session;
            session = null;
            producer = null;
        } finally {
            lock.unlock();
        }
        closeQuietly(last);
    }

    private static void closeQuietly(@Nullable ClientSession session) {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (ActiveMQException e) {
            // Already gone, which is all we want.
            return;
        }
    }
}
