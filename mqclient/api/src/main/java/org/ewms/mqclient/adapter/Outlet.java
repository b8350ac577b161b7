package org.ewms.mqclient.adapter;

import java.util.function.BiConsumer;

/** The way out over one connection; never used again once lost. */
public interface Outlet extends AutoCloseable {
    /** Opens outlets. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens one over a connection that is there, or throws what the broker's library throws.
         *
         * @param onLoss to be called, with the outlet, when its connection is gone; what it has not settled is sent again over the next
         */
        Outlet open(BiConsumer<Outlet, Throwable> onLoss) throws Exception;
    }

    /**
     * Sends; the broker's verdict is told to {@code outgoing} later. Called by one thread at a time.
     *
     * @throws Exception when the connection is gone
     */
    void send(Outgoing outgoing) throws Exception;

    /** Gives the connection up at once, also while a {@link #send} hangs in it. */
    @Override
    void close();
}
