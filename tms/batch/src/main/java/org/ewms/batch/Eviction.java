package org.ewms.batch;

import java.util.Map;

/** Of a batch system that begins a job anew, elsewhere, and through which pilots tell how long tasks take with them. */
public interface Eviction {
    /** So many times longer than with others a task must take with a pilot for it to be evicted; above 1. */
    double factor();

    /** Seconds that a task takes with each pilot that runs and has told so, by the number of its job. */
    Map<Integer, Double> taskSeconds(ClusterId cluster);

    /**
     * Ends a job where it runs, as for a shutdown of the machine: the pilot may give back what it has in hand. Then it is begun anew, on another
     * machine if there is one. One that does not run stays as it is.
     */
    void evict(ClusterId cluster, int job);
}
