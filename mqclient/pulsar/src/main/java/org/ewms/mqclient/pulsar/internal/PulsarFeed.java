package org.ewms.mqclient.pulsar.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.adapter.Feed;
import org.ewms.mqclient.adapter.SettledOnce;
import org.ewms.mqclient.adapter.Settlement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer on one connection, which holds what its {@link Intake} brought until it is settled. */
final class PulsarFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(PulsarFeed.class);
    private static final String EXHAUSTED = "attempts exhausted: the consumer died or closed without settling";

    /** Messages given back come again after so long, which is the shortest that the library can. */
    private static final int GIVEN_BACK_MILLIS = 100;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** Acknowledgements of so long go together. */
    private static final int ACK_GROUP_MILLIS = 5;

    /** Brokers look at what is due once a second. */
    private static final long EARLIEST_MILLIS = 2_000;

    private final String queue;
    private final Session session;
    private final Elsewhere elsewhere;
    private final OptionalInt maxAttempts;
    private final Sink sink;
    private final AtomicReference<@Nullable Throwable> refusal;
    private final Consumer<byte[]> consumer;
    private final Intake intake;
    private final Runnable whenLost = this::lost;
    private final Set<PulsarDelivery> held = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<Void>> unconfirmedAcks = ConcurrentHashMap.newKeySet();
    private volatile boolean alive = true;
    /** Whether we may not put copies into the queue: messages are given back as they are then, and the broker counts. */
    private volatile boolean inPlace;

    /** @param refusal what an earlier feed of the same subscription could not take */
    PulsarFeed(
            Link link,
            PulsarQueues queues,
            Elsewhere elsewhere,
            AtomicReference<@Nullable Throwable> refusal,
            String queue,
            int prefetch,
            Sink sink)
            throws Exception {
        this.queue = queue;
        this.elsewhere = elsewhere;
        this.refusal = refusal;
        this.sink = sink;
        Throwable refused = refusal.getAndSet(null);
        if (refused != null) {
            throw new RefusedException(
                    "queue " + queue + " holds messages sent in a batch, which cannot be held one by one;"
                            + " switch batching off at their producer",
                    refused);
        }
        queues.require(queue);
        maxAttempts = queues.maxAttempts(queue);
        session = link.session();
        consumer = link.await(
                queues.consumer(queue)
                        .receiverQueueSize(Intake.ahead(prefetch))
                        .isAckReceiptEnabled(true)
                        .negativeAckRedeliveryDelay(GIVEN_BACK_MILLIS, TimeUnit.MILLISECONDS)
                        .acknowledgmentGroupTime(ACK_GROUP_MILLIS, TimeUnit.MILLISECONDS)
                        .subscribeAsync(),
                Consumer::closeAsync);
        intake = Intake.of(consumer, prefetch, new Taken());
        session.watch(consumer::isConnected, whenLost);
        intake.start();
    }

    /** What was handed out counts as attempted, so copies with their counts replace it; everything else goes back as it was. */
    @Override
    public void close() {
        if (!alive) {
            return;
        }
        alive = false;
        intake.stop();
        session.forget(whenLost);
        try {
            if (maxAttempts.isPresent() && !inPlace) {
                giveBack();
            }
            all(unconfirmedAcks);
            consumer.closeAsync().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | MqException e) {
            LOG.debug("The connection of {} was gone when it closed", queue, e);
            consumer.closeAsync();
        }
    }

    private void giveBack() throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Void>> copies = new ArrayList<>();
        held.stream()
                .filter(delivery -> delivery.isOpen() && delivery.isHandedOut())
                .sorted((a, b) -> a.wire.getMessageId().compareTo(b.wire.getMessageId()))
                .toList()
                .forEach(delivery -> copies.add(delivery.replaced()));
        all(copies);
    }

    private static void all(Collection<CompletableFuture<Void>> steps)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                .get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lost() {
        if (alive) {
            alive = false;
            intake.stop();
            session.forget(whenLost);
            sink.lost();
            consumer.closeAsync();
        }
    }

    private static boolean isAlone(Message<byte[]> wire) {
        return !(wire.getMessageId() instanceof MessageIdAdv id) || id.getBatchSize() <= 1;
    }

    private void arrived(Message<byte[]> wire) {
        if (!alive) {
            return;
        }
        var delivery = new PulsarDelivery(wire);
        held.add(delivery);
        long early = Wire.notBefore(wire) - elsewhere.clock().millis();
        if (early > 0) {
            CompletableFuture.delayedExecutor(
                            Math.min(early, EARLIEST_MILLIS), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(() -> hand(delivery));
        } else {
            hand(delivery);
        }
    }

    private void hand(PulsarDelivery delivery) {
        if (isExhausted(delivery.attempt() - 1)) {
            Thread.ofVirtual().name("mq-exhausted-" + queue).start(() -> park(delivery));
        } else if (alive) {
            sink.arrived(delivery);
        }
    }

    private void park(PulsarDelivery delivery) {
        try {
            delivery.reject(EXHAUSTED);
        } catch (MqException e) {
            LOG.warn("Message {} of {} comes again: {}", delivery.message().id(), queue, e.getMessage());
        }
    }

    private boolean isExhausted(int attempts) {
        return maxAttempts.isPresent() && attempts >= maxAttempts.getAsInt();
    }

    private final class Taken implements Intake.Sink {
        @Override
        public void came(Message<byte[]> message) {
            if (isAlone(message)) {
                arrived(message);
            } else {
                failed(new IllegalArgumentException("a batch came"));
            }
        }

        /** Without a queue, the library itself has closed the consumer at a batch. */
        @Override
        public void failed(Throwable problem) {
            if (alive && session.isOpen()) {
                refusal.set(problem);
                lost();
            }
        }
    }

    private final class PulsarDelivery extends SettledOnce {
        private final Message<byte[]> wire;

        PulsarDelivery(Message<byte[]> wire) {
            super(Wire.decode(wire), Wire.attempt(wire));
            this.wire = wire;
        }

        CompletableFuture<Void> replaced() {
            try {
                return elsewhere
                        .again(queue, message(), attempt(), Duration.ZERO)
                        .handle((ignored, refused) -> {
                            if (refused == null) {
                                remove();
                            }
                            return null;
                        });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        protected void settle(Settlement wanted) {
            if (!consumer.isConnected()) {
                // The broker may give the message to another consumer before anybody looks at the connection again.
                lost();
            }
            if (!alive) {
                throw gone(wanted, null);
            }
            try {
                switch (wanted) {
                    case Settlement.Ack ignored -> remove();
                    case Settlement.Nack nack when !isExhausted(attempt()) -> tryAgain(nack.delay());
                    case Settlement.Nack nack -> park(nack.reason());
                    case Settlement.Reject reject -> park(reject.reason());
                }
            } catch (RuntimeException e) {
                throw gone(wanted, e);
            } finally {
                release();
            }
        }

        private void park(String reason) {
            elsewhere.park(message(), new DeadLetter(queue, attempt(), reason));
            remove();
        }

        private void tryAgain(Duration delay) {
            if (!inPlace) {
                try {
                    elsewhere.tryAgain(queue, message(), attempt(), delay);
                    remove();
                    return;
                } catch (RefusedException e) {
                    LOG.debug("No copy of {} for another attempt: {}", message().id(), e.getMessage());
                    inPlace = true;
                }
            }
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(() -> consumer.negativeAcknowledge(wire));
        }

        private void remove() {
            CompletableFuture<Void> confirmation = consumer.acknowledgeAsync(wire.getMessageId());
            unconfirmedAcks.add(confirmation);
            CompletableFuture<Void> unused =
                    confirmation.whenComplete((done, problem) -> unconfirmedAcks.remove(confirmation));
        }

        private void release() {
            if (held.remove(this) && alive) {
                intake.more();
            }
        }
    }
}
