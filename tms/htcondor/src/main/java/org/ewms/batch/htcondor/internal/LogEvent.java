package org.ewms.batch.htcondor.internal;

/** Takes events of a job event log. */
@FunctionalInterface
public interface LogEvent {
    /**
     * One event.
     *
     * @param type HTCondor's number
     * @param cluster ≥ 1
     * @param proc of the job; −1 when the event is the cluster's
     * @param detail for events that {@link EventLogParser} reads: the rest of the first line and what follows; else empty
     */
    void at(int type, long cluster, int proc, String detail);
}
