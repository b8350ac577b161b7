package org.ewms.workflow;

/** What a workflow's user has to do with one of its queues. */
public enum UserSide {
    /** No task writes it: its events come from the user. */
    WRITES,
    /** No task reads it: what it holds is for the user. */
    READS,
    /** Tasks read and write it, or nobody has said what they do. */
    BOTH
}
