package org.ewms.pilot;

/** Why a pilot stopped by itself or was stopped, when nothing went wrong with its queues. */
public enum StopReason {
    /** Nothing came for the idle time. */
    IDLE,
    /** The pilot reached its total lifetime. */
    LIFETIME,
    /** {@link Pilot#drain} or {@link Pilot#close} was called. */
    DRAINED,
    /** Too many attempts failed in a row: this node, not the events, is suspected. */
    FAILING
}
