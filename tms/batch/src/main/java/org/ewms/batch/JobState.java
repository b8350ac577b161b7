package org.ewms.batch;

/** Where a job is, in the words that a workflow service is told. */
public enum JobState {
    IDLE,
    RUNNING,
    SUSPENDED,
    HELD,
    COMPLETED,
    REMOVED;

    /** Whether nothing follows. */
    public boolean isFinal() {
        return this == COMPLETED || this == REMOVED;
    }
}
