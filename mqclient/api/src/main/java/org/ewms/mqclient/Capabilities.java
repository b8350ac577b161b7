package org.ewms.mqclient;

/**
 * What the broker gives natively; where false the client degrades as documented at the method concerned.
 *
 * @param deduplicates drops a second message with the same id within the broker's window
 * @param delaysNack honours the delay of {@link Delivery#nack}
 * @param durableOnPowerLoss confirmed means synced to disk, not only handed to the operating system
 * @param maxMessageBytes largest body
 * @param countsExactly {@link MessageBroker#depth} tells ready, unsettled and consumers apart; otherwise see {@link QueueDepth}
 * @param peeksSilently {@link MessageBroker#peek} leaves no trace; otherwise each look counts as an attempt at the messages seen
 * @param countsDeaths a delivery to a consumer that dies counts as an attempt; otherwise only what is settled, or held when a subscription
 *     closes, does, and a message that kills its consumers is never given up
 */
public record Capabilities(
        boolean deduplicates,
        boolean delaysNack,
        boolean durableOnPowerLoss,
        long maxMessageBytes,
        boolean countsExactly,
        boolean peeksSilently,
        boolean countsDeaths) {
    /** A broker that counts every delivery as an attempt. */
    public Capabilities(
            boolean deduplicates,
            boolean delaysNack,
            boolean durableOnPowerLoss,
            long maxMessageBytes,
            boolean countsExactly,
            boolean peeksSilently) {
        this(deduplicates, delaysNack, durableOnPowerLoss, maxMessageBytes, countsExactly, peeksSilently, true);
    }

    /** A broker that counts exactly and lets itself be peeked into silently. */
    public Capabilities(boolean deduplicates, boolean delaysNack, boolean durableOnPowerLoss, long maxMessageBytes) {
        this(deduplicates, delaysNack, durableOnPowerLoss, maxMessageBytes, true, true);
    }
}
