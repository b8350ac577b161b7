package org.ewms.mqclient.embedded.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.SettlementException;
import org.jspecify.annotations.Nullable;

/** One message in a consumer's hands. */
final class ArtemisDelivery implements Delivery {
    private final Feed feed;
    private final ClientMessage wire;
    private final Message message;
    private final int attempt;
    private final AtomicReference<@Nullable Settlement> settlement = new AtomicReference<>();

    ArtemisDelivery(Feed feed, ClientMessage wire, Message message, int attempt) {
        this.feed = feed;
        this.wire = wire;
        this.message = message;
        this.attempt = attempt;
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public void ack() {
        settle(new Settlement.Ack(this));
    }

    @Override
    public void nack(Duration delay, String reason) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, is " + delay);
        }
        settle(new Settlement.Nack(this, delay, reason));
    }

    @Override
    public void reject(String reason) {
        settle(new Settlement.Reject(this, reason));
    }

    @Override
    public String toString() {
        return "Delivery[" + message.id() + ", attempt " + attempt + "]";
    }

    ClientMessage wire() {
        return wire;
    }

    /** Whether the connection it came over still is. */
    boolean isAlive() {
        return feed.isAlive();
    }

    /** The application holds it now. */
    void taken() {
        feed.taken(this);
    }

    private void settle(Settlement wanted) {
        Settlement before = settlement.compareAndExchange(null, wanted);
        if (before == null) {
            feed.settle(wanted);
        } else if (before.getClass() != wanted.getClass()) {
            throw new SettlementException("cannot " + wanted.verb() + " " + message.id() + ": it was settled by "
                    + before.verb() + " before");
        }
    }
}
