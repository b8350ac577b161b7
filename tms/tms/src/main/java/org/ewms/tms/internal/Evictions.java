package org.ewms.tms.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.ewms.batch.BatchException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.Eviction;
import org.ewms.tms.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has slow pilots of a site begun anew elsewhere, where its batch system can do that: a few at a time, and no job for ever, as it may be slow wherever
 * it is. Confined to one thread at a time.
 */
public final class Evictions {
    /** The reason as users are told it. */
    public static final String REASON = "SlowPilot: evicted, as tasks took many times longer with it than with others";

    private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_OF_A_JOB = 2;

    private final Site site;
    private final Clock clock;
    private final Map<Pilot, Integer> evicted = new HashMap<>();
    private final Map<String, Instant> last = new HashMap<>();

    /** A job. */
    private record Pilot(ClusterId cluster, int job) {
        @Override
        public String toString() {
            return cluster + "." + job;
        }
    }

    public Evictions(Site site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    /** Looks at all clusters that there are, by the task on which they work. */
    public void look(Map<String, ? extends Collection<ClusterId>> clusters) {
        last.keySet().retainAll(clusters.keySet());
        evicted.keySet().removeIf(each -> clusters.values().stream().noneMatch(some -> some.contains(each.cluster())));
        site.batch().eviction().ifPresent(by -> clusters.forEach((task, some) -> look(task, Set.copyOf(some), by)));
    }

    private void look(String task, Set<ClusterId> clusters, Eviction by) {
        Instant now = clock.instant();
        if (now.isBefore(last.getOrDefault(task, Instant.MIN).plus(PAUSE))) {
            return;
        }
        Map<Pilot, Double> taskSeconds = new HashMap<>();
        clusters.forEach(cluster ->
                by.taskSeconds(cluster).forEach((job, seconds) -> taskSeconds.put(new Pilot(cluster, job), seconds)));
        for (Pilot each : SlowPilots.among(taskSeconds, by.factor())) {
            if (evicted.getOrDefault(each, 0) < MOST_OF_A_JOB) {
                LOG.info(
                        "{}: pilot {} of {} is evicted: {} s for a task with it, {} s with others",
                        site.name(),
                        each,
                        task,
                        taskSeconds.get(each),
                        SlowPilots.median(taskSeconds));
                evict(each, by);
                last.put(task, now);
            }
        }
    }

    /** A slow pilot is no reason to look after the others less. */
    private void evict(Pilot pilot, Eviction by) {
        try {
            by.evict(pilot.cluster(), pilot.job());
            evicted.merge(pilot, 1, Integer::sum);
        } catch (BatchException e) {
            LOG.warn("{}: pilot {} could not be evicted: {}", site.name(), pilot, e.getMessage());
        }
    }

    /** How many of the cluster's jobs were, those evicted again counted again. */
    public int of(ClusterId cluster) {
        return evicted.entrySet().stream()
                .filter(each -> each.getKey().cluster().equals(cluster))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
