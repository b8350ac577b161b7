package org.ewms.mqclient.embedded.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.core.client.impl.ClientConsumerInternal;
import org.apache.activemq.artemis.core.client.impl.ClientMessageInternal;
import org.apache.activemq.artemis.core.client.impl.ClientSessionInternal;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.SettlementException;

/** A subscription's life on one connection: receives within its credit, settles through its {@link Settler}; never used again once lost. */
final class Feed {
    /** Where a feed's news go; called on Artemis' threads. */
    interface Sink {
        void arrived(ArtemisDelivery delivery);

        void lost(Feed feed);

        /** Whether somebody waits for a delivery just now. */
        boolean isAwaited();
    }

    private final QueueFacts queue;
    private final Sink sink;
    private final ClientSession session;
    private final ClientConsumerInternal consumer;
    private final Settler settler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Credit window;
    private final Set<ArtemisDelivery> taken = ConcurrentHashMap.newKeySet();
    private volatile boolean alive = true;

    /** @param counts whether the broker counts credit in messages */
    Feed(Link link, QueueFacts queue, int prefetch, boolean counts, Sink sink) throws ActiveMQException {
        this.queue = queue;
        this.sink = sink;
        this.window =
                counts ? new MessageWindow(prefetch) : new ByteWindow(prefetch, Wire.smallestPacket(queue.name()));
        session = link.openConsuming();
        try {
            session.addFailureListener(new LossListener(this::lost));
            if (counts) {
                session.addMetaData(MessageCredit.MARK, MessageCredit.MARK);
            }
            // Its window is granted at once; from then on the credit is ours to give.
            consumer = (ClientConsumerInternal)
                    session.createConsumer(SimpleString.of(queue.name()), null, window.initial(), -1, false);
            consumer.setManualFlowMessageHandler(this::arrived);
            settler = new Settler(session, queue, this::lost);
            session.start();
        } catch (ActiveMQException e) {
            session.close();
            throw e;
        }
        topUp();
    }

    boolean isAlive() {
        return alive && !consumer.isClosed();
    }

    /** Notes that the application now holds this delivery: from here on it counts as an attempt. */
    void taken(ArtemisDelivery delivery) {
        taken.add(delivery);
    }

    void settle(Settlement settlement) {
        if (!isAlive()) {
            throw new SettlementException("cannot " + settlement.verb() + " "
                    + settlement.delivery().message().id() + ": its connection is gone, the message will come again");
        }
        taken.remove(settlement.delivery());
        lock.lock();
        try {
            window.settled();
        } finally {
            lock.unlock();
        }
        topUp();
        settler.settle(settlement);
    }

    /** Finishes settling, then gives everything else back to the queue. */
    void close() {
        alive = false;
        settler.close(taken);
    }

    private void arrived(ClientMessage wire) {
        try {
            Message message = queue.explain(wire, wire.isLargeMessage() ? decodeLarge(wire) : decode(wire));
            int attempt = Wire.attempt(wire);
            var delivery = new ArtemisDelivery(this, wire, message, attempt);
            if (attempt > queue.maxAttempts()) {
                exhausted(delivery);
            } else {
                sink.arrived(delivery);
                topUp();
            }
        } catch (ActiveMQException e) {
            lost(e);
        }
    }

    private Message decode(ClientMessage wire) throws ActiveMQException {
        lock.lock();
        try {
            window.received(((ClientMessageInternal) wire).getFlowControlSize());
        } finally {
            lock.unlock();
        }
        return Wire.decode(wire);
    }

    /**
     * A message that a production Artemis streams in pieces. Artemis' client gives credit for the pieces by itself once the first one may
     * flow; afterwards the credit is set to zero, as it cannot be known exactly any more.
     */
    private Message decodeLarge(ClientMessage wire) throws ActiveMQException {
        grant(((ClientMessageInternal) wire).getFlowControlSize());
        Message message = Wire.decode(wire);
        lock.lock();
        try {
            grant(0);
            window.receivedLarge();
        } finally {
            lock.unlock();
        }
        return message;
    }

    /** Never waits: this is the thread that would have to bring the answer. */
    private void exhausted(ArtemisDelivery delivery) {
        lock.lock();
        try {
            window.settled();
        } finally {
            lock.unlock();
        }
        settler.settleLater(new Settlement.Reject(delivery, DeadLetterOrigin.CONSUMER_LOST));
        topUp();
    }

    /** Grants what is due; also called when somebody has begun to wait. */
    void topUp() {
        int credit;
        boolean awaited = sink.isAwaited();
        lock.lock();
        try {
            credit = window.grant(awaited);
        } finally {
            lock.unlock();
        }
        if (credit > 0) {
            grant(credit);
        }
    }

    /** @param credit bytes, or 0 to take back all */
    private void grant(int credit) {
        ((ClientSessionInternal) session).getSessionContext().sendConsumerCredits(consumer, credit);
    }

    private void lost(Exception cause) {
        if (alive) {
            alive = false;
            settler.abort(cause);
            sink.lost(this);
        }
    }
}
