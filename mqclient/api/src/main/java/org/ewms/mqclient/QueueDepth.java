package org.ewms.mqclient;

/**
 * How full a queue is. Where {@link Capabilities#countsExactly} is false, what the broker does not tell is −1, and messages that wait for
 * another attempt may count as unsettled.
 *
 * @param ready messages waiting for a consumer
 * @param unsettled messages in consumers' hands, or −1
 * @param consumers subscriptions open now, or −1
 */
public record QueueDepth(long ready, long unsettled, int consumers) {
    /** All that is known to be left to do: what a queue's backlog should be judged by. */
    public long remaining() {
        return ready + Math.max(0, unsettled);
    }
}
