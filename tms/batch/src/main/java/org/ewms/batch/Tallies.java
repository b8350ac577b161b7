package org.ewms.batch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Jobs of many clusters, counted one by one as a batch system lists them. Confined to one thread. */
public final class Tallies {
    private final Map<Long, ClusterStatus.Tally> byCluster = new HashMap<>();

    /**
     * Adds one job.
     *
     * @param failure why it failed; empty when it did not
     */
    public void add(long cluster, JobKind kind, String failure) {
        ClusterStatus.Tally tally = byCluster.computeIfAbsent(cluster, any -> new ClusterStatus.Tally());
        tally.add(kind);
        if (!failure.isEmpty()) {
            tally.error(failure);
        }
    }

    /** What was counted of these clusters; those without jobs are left out. */
    public Map<ClusterId, ClusterStatus> of(Collection<ClusterId> clusters) {
        Map<ClusterId, ClusterStatus> all = new HashMap<>();
        for (ClusterId each : clusters) {
            ClusterStatus.Tally tally = byCluster.get(each.value());
            if (tally != null) {
                all.put(each, tally.status());
            }
        }
        return all;
    }
}
