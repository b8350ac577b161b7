package org.ewms.batch.htcondor.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobState;
import org.jspecify.annotations.Nullable;

/** What is known of all clusters. Confined to one thread at a time. */
public final class ClusterLedger implements LogEvent {
    /** More than a schedd ever holds; what comes beyond is damage. */
    private static final int MOST_CLUSTERS = 200_000;

    private final Map<Long, ClusterRecord> clusters = new HashMap<>();
    private long last = -1;
    private ClusterRecord lastRecord = new ClusterRecord();

    @Override
    public void at(int type, long cluster, int proc, String detail) {
        // Events of one cluster come in rows.
        if (cluster != last) {
            ClusterRecord found = clusters.get(cluster);
            if (found == null) {
                if (clusters.size() >= MOST_CLUSTERS) {
                    return;
                }
                found = new ClusterRecord();
                clusters.put(cluster, found);
            }
            last = cluster;
            lastRecord = found;
        }
        lastRecord.at(type, proc, detail);
    }

    /** The cluster's jobs; empty when nothing is known. */
    public Optional<ClusterStatus> status(long cluster) {
        ClusterRecord found = clusters.get(cluster);
        return found == null || !found.isKnown() ? Optional.empty() : Optional.of(found.status());
    }

    /** Seconds that a task takes with each pilot that runs and has told so, by its job. */
    public Map<Integer, Double> taskSeconds(long cluster) {
        ClusterRecord found = clusters.get(cluster);
        return found == null ? Map.of() : found.taskSeconds();
    }

    /** Whether only counts are kept. */
    public boolean isClosed(long cluster) {
        ClusterRecord found = clusters.get(cluster);
        return found != null && found.isClosed();
    }

    /** Number of events of the cluster so far. */
    public long events(long cluster) {
        ClusterRecord found = clusters.get(cluster);
        return found == null ? 0 : found.events();
    }

    /** Whether the cluster makes its jobs by and by, and has not ended. */
    public boolean isToContinue(long cluster) {
        ClusterRecord found = clusters.get(cluster);
        return found != null && found.isToContinue();
    }

    /** What the queue says of a job. */
    public void correct(long cluster, int proc, JobState state, @Nullable String holdReason, String failure) {
        clusters.computeIfAbsent(cluster, any -> new ClusterRecord()).correct(proc, state, holdReason, failure);
    }

    /** All jobs beside these have ended. */
    public void endUnlessIn(long cluster, Set<Integer> present) {
        ClusterRecord found = clusters.get(cluster);
        if (found != null) {
            found.endUnlessIn(present);
        }
    }

    /** Keeps only counts. */
    public void close(long cluster) {
        ClusterRecord found = clusters.get(cluster);
        if (found != null && !found.isClosed()) {
            found.close();
        }
    }
}
