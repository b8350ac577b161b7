package org.ewms.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * The jobs of one cluster, counted.
 *
 * @param jobs how many of each kind, no zeros
 * @param errors how many jobs failed with each message
 * @param over whether all jobs have ended and the batch system knows of no more to come
 */
public record ClusterStatus(Map<JobKind, Integer> jobs, Map<String, Integer> errors, boolean over) {
    public ClusterStatus {
        jobs = Map.copyOf(jobs);
        errors = Map.copyOf(errors);
    }

    /** Number of jobs in a state. */
    public int count(JobState state) {
        return jobs.entrySet().stream()
                .filter(each -> each.getKey().state() == state)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Number of all jobs. */
    public int count() {
        return jobs.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts jobs one by one. Confined to one thread. */
    public static final class Tally {
        private final Map<JobKind, Integer> jobs = new HashMap<>();
        private final Map<String, Integer> errors = new HashMap<>();
        private boolean over = true;

        /** Adds jobs; one that has not ended keeps the cluster from being over. */
        public Tally add(JobKind kind, int number) {
            if (number > 0) {
                jobs.merge(kind, number, Integer::sum);
                over &= kind.state().isFinal();
            }
            return this;
        }

        /** Adds one job. */
        public Tally add(JobKind kind) {
            return add(kind, 1);
        }

        /** Adds a job's error, beside the job. */
        public Tally error(String message) {
            errors.merge(message, 1, Integer::sum);
            return this;
        }

        /** What was counted. */
        public ClusterStatus status() {
            return new ClusterStatus(jobs, errors, over && !jobs.isEmpty());
        }
    }
}
