package org.ewms.manifest;

/**
 * A scan that waits for its turn.
 *
 * @param timestamp when it was put there, seconds since 1970
 * @param pendingTimestamp when somebody last began to start it, seconds since 1970; 0 for never
 * @param nextAttempt how often somebody has begun
 * @param submitter who asked for it; empty for nobody in particular
 */
public record BacklogEntry(
        String scanId, double timestamp, int priority, double pendingTimestamp, int nextAttempt, String submitter) {}
