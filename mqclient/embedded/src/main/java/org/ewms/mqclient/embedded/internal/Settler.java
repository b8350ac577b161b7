package org.ewms.mqclient.embedded.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.SettlementException;
import org.jspecify.annotations.Nullable;

/**
 * Applies settlements in one thread. All that have gathered while the last commit was on its way are committed together, so that one sync
 * of the broker's journal serves many acknowledgements, and a retry or dead letter appears exactly when its original disappears.
 */
final class Settler {
    private static final int BATCH = 2_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    /** A settlement and who waits for it; with no settlement, the order to close. */
    private record Step(
            @Nullable Settlement settlement, @Nullable CompletableFuture<Void> done) {}

    private final ClientSession session;
    private final ClientProducer producer;
    private final QueueFacts queue;
    private final Consumer<Exception> onLoss;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile @Nullable Collection<ArtemisDelivery> unsettledAtClose;
    private volatile @Nullable Exception aborted;

    Settler(ClientSession session, QueueFacts queue, Consumer<Exception> onLoss) throws ActiveMQException {
        this.session = session;
        this.queue = queue;
        this.onLoss = onLoss;
        this.producer = session.createProducer();
        this.thread = Thread.ofVirtual().name("mq-settle-" + queue.name()).start(this::run);
    }

    /** Acknowledgements return at once; nack and reject wait until the broker has them. */
    void settle(Settlement settlement) {
        boolean waits = !(settlement instanceof Settlement.Ack);
        CompletableFuture<Void> done = waits ? new CompletableFuture<>() : null;
        enqueue(settlement, done);
        if (done != null) {
            await(done, settlement);
        }
    }

    /** Like {@link #settle} without ever waiting. */
    void settleLater(Settlement settlement) {
        enqueue(settlement, null);
    }

    /** Commits what is settled, returns the rest of {@code taken} to the queue as attempted, and everything else as never delivered. */
    void close(Collection<ArtemisDelivery> taken) {
        unsettledAtClose = taken;
        var done = new CompletableFuture<Void>();
        steps.add(new Step(null, done));
        if (aborted != null) {
            return;
        }
        try {
            done.get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException | CancellationException e) {
            abort(e);
        }
    }

    /** The connection is gone, or must go: everything unsettled will come again. */
    void abort(Exception cause) {
        if (aborted == null) {
            aborted = cause;
            thread.interrupt();
        }
    }

    private void enqueue(Settlement settlement, @Nullable CompletableFuture<Void> done) {
        var step = new Step(settlement, done);
        steps.add(step);
        if (aborted != null && steps.remove(step)) {
            throw gone(settlement, aborted);
        }
    }

    private void await(CompletableFuture<Void> done, Settlement settlement) {
        try {
            done.join();
        } catch (CompletionException | CancellationException e) {
            throw gone(settlement, e.getCause());
        }
    }

    private static SettlementException gone(Settlement settlement, @Nullable Throwable cause) {
        return new SettlementException(
                "cannot " + settlement.verb() + " "
                        + settlement.delivery().message().id()
                        + ": its connection is gone, the message will come again",
                cause == null ? new CancellationException() : cause);
    }

    private void run() {
        List<Step> batch = new ArrayList<>();
        try {
            boolean open = true;
            while (open) {
                batch.add(steps.take());
                steps.drainTo(batch, BATCH - 1);
                open = commit(batch);
                batch.forEach(step -> complete(step, null));
                batch.clear();
            }
        } catch (Exception e) {
            fail(batch, e);
        }
    }

    private boolean commit(List<Step> batch) throws ActiveMQException {
        boolean open = true;
        for (Step step : batch) {
            if (step.settlement() == null) {
                open = false;
            } else {
                apply(step.settlement());
            }
        }
        session.commit();
        if (!open) {
            returnUnsettled();
        }
        return open;
    }

    private void apply(Settlement settlement) throws ActiveMQException {
        ArtemisDelivery delivery = settlement.delivery();
        switch (settlement) {
            case Settlement.Ack ignored -> {}
            case Settlement.Nack nack -> tryAgain(delivery, nack);
            case Settlement.Reject reject -> deadLetter(delivery, reject.reason());
        }
        delivery.wire().individualAcknowledge();
    }

    private void tryAgain(ArtemisDelivery delivery, Settlement.Nack nack) throws ActiveMQException {
        if (delivery.attempt() >= queue.maxAttempts()) {
            deadLetter(delivery, nack.reason());
            return;
        }
        ClientMessage copy = Wire.copy(session, delivery.message(), delivery.attempt());
        if (nack.delay().isPositive()) {
            copy.putLongProperty(
                    org.apache.activemq.artemis.api.core.Message.HDR_SCHEDULED_DELIVERY_TIME,
                    System.currentTimeMillis() + nack.delay().toMillis());
        }
        producer.send(SimpleString.of(queue.name()), copy);
    }

    private void deadLetter(ArtemisDelivery delivery, String reason) throws ActiveMQException {
        Message message = delivery.message();
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.putAll(new DeadLetter(queue.name(), delivery.attempt(), reason).headers());
        ClientMessage copy = Wire.copy(session, new Message(message.id(), message.body(), headers), 0);
        producer.send(SimpleString.of(queue.deadLetterQueue()), copy);
    }

    /** Acknowledging and then rolling back is how Artemis is told that a message was attempted; the others it counts as never delivered. */
    private void returnUnsettled() throws ActiveMQException {
        Collection<ArtemisDelivery> taken = unsettledAtClose;
        if (taken != null) {
            for (ArtemisDelivery delivery : taken) {
                delivery.wire().individualAcknowledge();
            }
        }
        session.close();
    }

    private void fail(List<Step> batch, Exception cause) {
        abort(cause);
        steps.drainTo(batch);
        batch.forEach(step -> complete(step, cause));
        onLoss.accept(cause);
        try {
            session.close();
        } catch (ActiveMQException e) {
            cause.addSuppressed(e);
        }
    }

    private static void complete(Step step, @Nullable Exception cause) {
        if (step.done() == null) {
            return;
        }
        if (cause == null) {
            step.done().complete(null);
        } else {
            step.done().completeExceptionally(cause);
        }
    }
}
