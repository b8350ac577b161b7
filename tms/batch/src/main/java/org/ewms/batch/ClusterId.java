package org.ewms.batch;

/** What a batch system calls the jobs of one submission: HTCondor's cluster, Slurm's array job. */
public record ClusterId(long value) implements Comparable<ClusterId> {
    public ClusterId {
        if (value < 1) {
            throw new IllegalArgumentException("a cluster id must be positive, is " + value);
        }
    }

    @Override
    public int compareTo(ClusterId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
