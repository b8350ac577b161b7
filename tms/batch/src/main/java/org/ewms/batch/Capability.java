package org.ewms.batch;

/** What not every batch system can do. */
public enum Capability {
    /** Jobs can be held and released, by {@link BatchSystem#hold} or by the system itself, with a reason. */
    HOLD,
    /** Pilots can tell their status and errors through the batch system. */
    PILOT_STATUS,
    /** Jobs are given their files; they need not see this machine's file system. */
    FILE_TRANSFER
}
