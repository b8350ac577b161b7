package org.ewms.bench.mq;

import java.util.function.Supplier;

/** A client of a broker, doing the things that are measured. The queues exist, and one client at a time works on each. */
interface Client extends AutoCloseable {
    /** Publishes to one queue, mandatory and durable. */
    interface Sender extends AutoCloseable {
        /** Sends a new message with this id; waits only while the window of unconfirmed messages is full. */
        void send(String id) throws Exception;

        /** Returns when everything sent is confirmed. */
        void awaitConfirmed() throws Exception;
    }

    /** Consumes one queue, one message at a time. */
    interface Inbox extends AutoCloseable {
        /** Waits for the next message and reads it; what it returns acknowledges it. */
        AutoCloseable take() throws Exception;
    }

    /** @param window messages that may be unconfirmed */
    Sender sender(String queue, int window) throws Exception;

    /**
     * Takes messages as fast as can be, reads each, and acknowledges each by itself.
     *
     * @param prefetch messages that may be unacknowledged
     * @param gone says whether the broker has no message of the queue left
     * @return nanoseconds from the first message until the broker has none left
     */
    long drain(String queue, int prefetch, int count, Supplier<Boolean> gone) throws Exception;

    Inbox inbox(String queue) throws Exception;
}
