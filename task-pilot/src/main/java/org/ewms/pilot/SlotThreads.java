package org.ewms.pilot;

/** The kind of thread a slot runs its task on. */
public enum SlotThreads {
    /** For tasks that compute in this JVM. */
    PLATFORM,
    /** For tasks that wait, for instance for another process: thousands of slots cost next to nothing. */
    VIRTUAL
}
