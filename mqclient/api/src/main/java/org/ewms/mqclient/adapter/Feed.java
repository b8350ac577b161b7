package org.ewms.mqclient.adapter;

import org.ewms.mqclient.Delivery;

/** A subscription's life on one connection; never used again once lost. */
public interface Feed extends AutoCloseable {
    /** Opens feeds. */
    @FunctionalInterface
    interface Opener {
        /** Opens one over a connection that is there, or throws what the broker's library throws. */
        Feed open(Sink sink) throws Exception;
    }

    /** Where a feed's news go; may be called before {@link Opener#open} has returned. */
    interface Sink {
        void arrived(Delivery delivery);

        /** Nothing more will come over this feed. */
        void lost();

        /** Whether somebody waits for a delivery just now. */
        boolean isAwaited();
    }

    /** Somebody has begun to wait for a delivery; a feed that saves up small requests now makes what it owes. */
    default void awaited() {}

    /** Finishes settling, then gives everything else back to the queue. */
    @Override
    void close();
}
