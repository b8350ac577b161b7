package org.ewms.mqclient.adapter;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.SettlementException;
import org.jspecify.annotations.Nullable;

/** A delivery that passes its first settlement on, ignores the same again, and refuses another. */
public abstract class SettledOnce implements Delivery {
    private static final Settlement ACK = new Settlement.Ack();

    private final Message message;
    private final int attempt;
    private final AtomicReference<@Nullable Settlement> settlement = new AtomicReference<>();
    private volatile boolean handedOut;

    protected SettledOnce(Message message, int attempt) {
        this.message = message;
        this.attempt = attempt;
    }

    /** Called once at most, by the settling thread. */
    protected abstract void settle(Settlement wanted);

    /** Whether it is still in the consumer's hands. */
    public final boolean isOpen() {
        return settlement.get() == null;
    }

    /** Whether the application has had it, and not only the subscription's prefetch. */
    public final boolean isHandedOut() {
        return handedOut;
    }

    final void handOut() {
        handedOut = true;
    }

    @Override
    public final Message message() {
        return message;
    }

    @Override
    public final int attempt() {
        return attempt;
    }

    @Override
    public final void ack() {
        once(ACK);
    }

    @Override
    public final void nack(Duration delay, String reason) {
        once(new Settlement.Nack(delay, reason));
    }

    @Override
    public final void reject(String reason) {
        once(new Settlement.Reject(reason));
    }

    @Override
    public final String toString() {
        return "Delivery[" + message.id() + ", attempt " + attempt + "]";
    }

    /** The error for a settlement that came too late. */
    protected final SettlementException gone(Settlement wanted, @Nullable Throwable cause) {
        String text = "cannot " + wanted.verb() + " " + message.id()
                + ": its connection is gone, the message will come again";
        return cause == null ? new SettlementException(text) : new SettlementException(text, cause);
    }

    private void once(Settlement wanted) {
        Settlement before = settlement.compareAndExchange(null, wanted);
        if (before == null) {
            settle(wanted);
        } else if (before.getClass() != wanted.getClass()) {
            throw new SettlementException("cannot " + wanted.verb() + " " + message.id() + ": it was settled by "
                    + before.verb() + " before");
        }
    }
}
