package org.ewms.alerts.internal.sink;

import org.ewms.alerts.internal.notice.Writing;

/** Takes notices. */
interface Sink extends AutoCloseable {
    /**
     * Hands a notice over.
     *
     * @param key the same for the same notice, however often it is handed over; the receiver can drop repetitions by it
     * @throws SinkException when it was not accepted, or nobody knows whether it was
     */
    void accept(String key, Writing writing) throws InterruptedException;

    @Override
    void close();
}
