package org.ewms.mqclient.embedded.internal;

/** Turns a prefetch counted in messages into the credit that Artemis counts in bytes. Not thread-safe. */
interface Credit {
    /** Granted when the consumer is made: enough for one message. */
    int initial();

    /** A message of that many bytes has arrived. */
    void received(int bytes);

    /** A message has arrived in pieces, after which the broker's credit was set to zero. */
    void receivedLarge();

    /** A message was settled. */
    void settled();

    /**
     * Bytes of credit to send to the broker now, 0 for none.
     *
     * @param awaited whether somebody waits for a message
     */
    int grant(boolean awaited);
}
