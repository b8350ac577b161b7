package org.ewms.mqclient;

import java.time.Duration;

/**
 * One attempt at one message: settled exactly once by {@link #ack}, {@link #nack} or {@link #reject}. A delivery never settled goes back to
 * its queue when its subscription closes or its connection is lost. All methods may be called from any thread.
 */
public interface Delivery {
    Message message();

    /** 1 for the first attempt; counts every delivery that was not acknowledged, whatever the reason. */
    int attempt();

    /**
     * Removes the message from its queue.
     *
     * @throws SettlementException if it was settled otherwise before, or its connection is gone (the message will come again)
     */
    void ack();

    /**
     * Gives the message back for another attempt, by this or another consumer, not before {@code delay} has passed. After the queue's last
     * allowed attempt it goes to the dead-letter queue instead.
     */
    void nack(Duration delay, String reason);

    /** Sends the message to the dead-letter queue with the reason, confirmed there before it is removed here. */
    void reject(String reason);
}
