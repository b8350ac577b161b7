package org.ewms.mqclient.nats.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.support.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.adapter.Feed;
import org.ewms.mqclient.adapter.SettledOnce;
import org.ewms.mqclient.adapter.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls from a queue's consumer within its prefetch, and tells the server at intervals that what it holds is being worked on. */
final class NatsFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(NatsFeed.class);
    private static final String EXHAUSTED = "attempts exhausted: the consumer died or closed without settling";
    private static final Duration PROGRESS = NatsQueues.ACK_WAIT.dividedBy(4);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Whoever serves the consumer forgets what we asked for when another server takes its place, and tells nobody. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final Duration SILENCE = HEARTBEAT.multipliedBy(2).plusSeconds(1);
    private static final Duration EXPIRES = Duration.ofSeconds(60);

    /** The answer comes within milliseconds or not at all. */
    private static final Duration SWEEPING = Duration.ofMillis(250);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String queue;
    private final Session session;
    private final DeadLetters deadLetters;
    private final Orphans orphans;
    private final OptionalInt maxAttempts;
    private final Sink sink;
    private final PullWindow window;
    private final String requests;
    private final String inbox;
    private final Dispatcher dispatcher;
    private final Thread keeper;
    private final Runnable whenLost = this::lost;
    private final Set<NatsDelivery> held = ConcurrentHashMap.newKeySet();
    private volatile long lastSign = System.nanoTime();
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean alive = true;
    private volatile boolean drained;

    NatsFeed(
            Link link,
            NatsQueues queues,
            DeadLetters deadLetters,
            Orphans orphans,
            String queue,
            int prefetch,
            Sink sink)
            throws Exception {
        this.queue = queue;
        this.deadLetters = deadLetters;
        this.orphans = orphans;
        this.sink = sink;
        session = link.session();
        ConsumerInfo consumer = queues.consumer(queue);
        if (isLeaderless(consumer)) {
            throw new IOException("the servers that keep queue " + queue + " have no leader just now");
        }
        maxAttempts = queues.maxAttempts(queue);
        window = new PullWindow(prefetch);
        requests = "$JS.API.CONSUMER.MSG.NEXT." + consumer.getStreamName() + "." + consumer.getName();
        inbox = session.connection().createInbox();
        orphans.giveBack(session.connection());
        dispatcher = session.connection().createDispatcher(this::arrived);
        dispatcher.setPendingLimits(-1, -1);
        dispatcher.subscribe(inbox);
        keeper = Thread.ofVirtual().name("mq-progress-" + queue).unstarted(this::keep);
        session.whenLost(whenLost);
        pull();
        try {
            // From here on the server tells us when the queue is deleted.
            session.connection().flush(CLOSE_LIMIT);
        } catch (TimeoutException | InterruptedException e) {
            abandon();
            throw e;
        }
        keeper.start();
    }

    /** Whoever asked for messages would be forgotten when there is one. */
    private static boolean isLeaderless(ConsumerInfo consumer) {
        ClusterInfo cluster = consumer.getClusterInfo();
        return cluster != null && cluster.getLeader() == null;
    }

    @Override
    public void awaited() {
        pull();
    }

    /** After the drain nothing more is on its way; what is held then goes back. */
    @Override
    public void close() {
        if (!alive) {
            return;
        }
        alive = false;
        session.forget(whenLost);
        keeper.interrupt();
        // One after the other: what one gives back must not meet what another has not swept yet.
        session.closing().lock();
        try {
            giveBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            LOG.debug("The connection of {} was gone when it closed", queue, e);
        } finally {
            session.closing().unlock();
        }
    }

    private void giveBack() throws InterruptedException, ExecutionException, TimeoutException {
        Boolean unused = dispatcher.drain(CLOSE_LIMIT).get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        sweep();
        drained = true;
        held.stream().sorted(Comparator.comparingLong(d -> d.sequence)).forEach(NatsDelivery::giveBack);
        session.connection().flush(CLOSE_LIMIT);
    }

    /**
     * Makes the server notice that nobody waits for what we asked for. Until it does, it would lose track of a message given back: a server
     * of the 2.9 series then repeats another one instead and forgets this one until its time is up.
     */
    private void sweep() throws InterruptedException {
        if (!isWaiting()) {
            return;
        }
        String other = session.connection().createInbox();
        Subscription answers = session.connection().subscribe(other);
        ask(1, Duration.ofMillis(1), Duration.ZERO, other);
        Message answer = answers.nextMessage(SWEEPING);
        answers.unsubscribe();
        if (answer != null && answer.isJetStream()) {
            answer.nak();
        }
    }

    private void lost() {
        if (alive) {
            alive = false;
            keeper.interrupt();
            session.forget(whenLost);
            orphans.add(held.stream().map(d -> d.wire.getReplyTo()).toList(), lastSign);
            sink.lost();
        }
    }

    private void arrived(Message wire) {
        lastHeard = System.nanoTime();
        if (wire.isStatusMessage()) {
            told(wire);
            return;
        }
        window.arrived();
        var delivery = new NatsDelivery(wire, Origin.of(wire.getReplyTo()));
        held.add(delivery);
        if (!alive) {
            // Closing gives it back; or we do, if this one was just on its way from the queue to here when that was
            // over.
            if (drained) {
                delivery.giveBack();
            }
            return;
        }
        if (maxAttempts.isPresent() && delivery.attempt() > maxAttempts.getAsInt()) {
            Thread.ofVirtual().name("mq-exhausted-" + queue).start(() -> park(delivery));
        } else {
            sink.arrived(delivery);
        }
        pull();
    }

    private void told(Message wire) {
        Status status = wire.getStatus();
        switch (status.getCode()) {
            case 100 -> {}
            case 404, 408 -> {
                returned(wire);
                pull();
            }
            default -> {
                LOG.debug("{}: {}", queue, status.getMessage());
                // The consumer is gone or has moved; opening the next feed finds out.
                Thread.ofVirtual().name("mq-reopen-" + queue).start(this::abandon);
            }
        }
    }

    private void abandon() {
        if (alive) {
            lost();
            session.connection().closeDispatcher(dispatcher);
        }
    }

    private void returned(Message wire) {
        String pending = wire.getHeaders() == null ? null : wire.getHeaders().getFirst("Nats-Pending-Messages");
        if (pending != null && pending.matches("[0-9]{1,9}")) {
            window.returned(Integer.parseInt(pending));
        } else {
            window.forgotten();
        }
    }

    private void pull() {
        int count = alive ? window.grant(sink.isAwaited()) : 0;
        if (count > 0) {
            ask(count, EXPIRES, HEARTBEAT, inbox);
        }
    }

    private void ask(int count, Duration expires, Duration heartbeat, String reply) {
        String request = "{\"batch\":" + count + ",\"expires\":" + expires.toNanos()
                + (heartbeat.isZero() ? "" : ",\"idle_heartbeat\":" + heartbeat.toNanos()) + "}";
        try {
            session.connection().publish(requests, reply, request.getBytes(UTF_8));
        } catch (IllegalStateException e) {
            LOG.debug("The connection of {} is gone", queue, e);
            lost();
        }
    }

    private void keep() {
        try {
            while (alive) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                if (System.nanoTime() - lastSign > PROGRESS.toNanos()) {
                    for (NatsDelivery delivery : List.copyOf(held)) {
                        delivery.wire.inProgress();
                    }
                    lastSign = System.nanoTime();
                }
                if (System.nanoTime() - lastHeard > SILENCE.toNanos() && isWaiting()) {
                    abandon();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            lost();
        }
    }

    private boolean isWaiting() {
        return window.requested() > 0;
    }

    private void park(NatsDelivery delivery) {
        try {
            delivery.reject(EXHAUSTED);
        } catch (MqException e) {
            LOG.warn("Message {} of {} comes again: {}", delivery.message().id(), queue, e.getMessage());
        }
    }

    private final class NatsDelivery extends SettledOnce {
        private final Message wire;
        private final long sequence;

        NatsDelivery(Message wire, Origin origin) {
            super(Wire.decode(wire.getHeaders(), wire.getData(), origin::id), origin.attempt());
            this.wire = wire;
            this.sequence = origin.sequence();
        }

        void giveBack() {
            if (held.remove(this)) {
                wire.nak();
            }
        }

        @Override
        protected void settle(Settlement wanted) {
            if (!alive) {
                throw gone(wanted, null);
            }
            try {
                switch (wanted) {
                    case Settlement.Ack ignored -> wire.ack();
                    case Settlement.Nack nack when !isLastAttempt() -> tryAgain(nack);
                    case Settlement.Nack nack -> deadLetter(nack.reason());
                    case Settlement.Reject reject -> deadLetter(reject.reason());
                }
            } catch (RuntimeException e) {
                throw gone(wanted, e);
            } finally {
                release();
            }
        }

        private boolean isLastAttempt() {
            return maxAttempts.isPresent() && attempt() >= maxAttempts.getAsInt();
        }

        /** Asks for the next message first, so that somebody waits when this one is back; see {@link #sweep}. */
        private void tryAgain(Settlement.Nack nack) {
            release();
            if (nack.delay().isZero()) {
                wire.nak();
            } else {
                wire.nakWithDelay(nack.delay());
            }
        }

        private void release() {
            if (!held.remove(this)) {
                return;
            }
            window.settled();
            pull();
        }

        private void deadLetter(String reason) {
            deadLetters.park(message(), new DeadLetter(queue, attempt(), reason), sequence);
            wire.term();
        }
    }
}
