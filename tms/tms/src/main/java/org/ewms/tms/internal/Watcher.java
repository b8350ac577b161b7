package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.tms.Site;
import org.ewms.tms.WmsApi;
import org.ewms.tms.WmsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the workflow service how the jobs of a site are, whenever that has changed, and when all have ended. What it watches it learns from the
 * service at the start and now and then, and from the starter at once.
 */
public final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final Duration LEARN = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LOST = Duration.ofSeconds(30);
    private static final int MOST_AT_ONCE = 500;

    private final WmsApi wms;
    private final Site site;
    private final Clock clock;
    private final Evictions evictions;
    private final Optional<Duration> look;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private Instant learned = Instant.MIN;
    private Duration rest = SHORTEST;

    /** One taskforce. */
    private static final class Watched {
        private final ClusterId cluster;
        private Instant seen;
        private @Nullable Report told;

        Watched(ClusterId cluster, Instant seen) {
            this.cluster = cluster;
            this.seen = seen;
        }
    }

    /** @param look between two looks; empty for as often as there is something new */
    public Watcher(WmsApi wms, Site site, Clock clock, Optional<Duration> look) {
        this.wms = wms;
        this.site = site;
        this.clock = clock;
        this.evictions = new Evictions(site, clock);
        this.look = look;
    }

    /** From now on this one too. */
    public void watch(String uuid, ClusterId cluster) {
        watched.putIfAbsent(uuid, new Watched(cluster, clock.instant()));
    }

    /** One look at all. */
    public Duration round() throws InterruptedException {
        Instant now = clock.instant();
        if (learned.isBefore(now.minus(LEARN))) {
            learn();
            learned = now;
        }
        if (watched.isEmpty()) {
            return look.orElse(SHORTEST);
        }
        Map<ClusterId, ClusterStatus> statuses = site.batch()
                .statuses(watched.values().stream().map(each -> each.cluster).toList());
        evictions.look(byTask());
        Instant lost = now.minus(LOST).minus(look.orElse(Duration.ZERO));
        Map<String, Report> news = new LinkedHashMap<>();
        Map<String, Boolean> over = new HashMap<>();
        watched.forEach((uuid, each) -> {
            ClusterStatus status = statuses.get(each.cluster);
            if (status != null) {
                each.seen = now;
                Report report = Report.of(status, evictions.of(each.cluster));
                if (!report.equals(each.told)) {
                    news.put(uuid, report);
                }
            }
            if (status == null ? each.seen.isBefore(lost) : status.over()) {
                over.put(uuid, status == null);
            }
        });
        tell(news);
        for (Map.Entry<String, Boolean> each : over.entrySet()) {
            complete(each.getKey(), each.getValue(), now);
        }
        rest = !news.isEmpty() || !over.isEmpty() ? SHORTEST : longer(rest);
        return look.orElse(rest);
    }

    /** Ids are hierarchical: what comes before the last part of a taskforce's is its task's. */
    private Map<String, Set<ClusterId>> byTask() {
        Map<String, Set<ClusterId>> all = new HashMap<>();
        watched.forEach((uuid, each) -> all.computeIfAbsent(
                        uuid.substring(0, Math.max(0, uuid.lastIndexOf('-'))), any -> new HashSet<>())
                .add(each.cluster));
        return all;
    }

    private static Duration longer(Duration rest) {
        Duration more = rest.multipliedBy(3).dividedBy(2);
        return more.compareTo(LONGEST) > 0 ? LONGEST : more;
    }

    private void learn() throws InterruptedException {
        Map<String, Object> query = Map.of(
                "schedd",
                site.schedd(),
                "phase",
                Map.of("$in", List.of("condor-submit", "pending-stopper", "condor-rm")));
        for (JsonNode each : wms.taskforces(query, List.of("taskforce_uuid", "cluster_id"))) {
            if (each.path("cluster_id").asLong() > 0) {
                watch(
                        each.path("taskforce_uuid").asText(),
                        new ClusterId(each.path("cluster_id").asLong()));
            }
        }
    }

    private void tell(Map<String, Report> news) throws InterruptedException {
        Map<String, Object> compound = new LinkedHashMap<>();
        Map<String, Object> errors = new LinkedHashMap<>();
        for (Map.Entry<String, Report> each : news.entrySet()) {
            compound.put(each.getKey(), each.getValue().compound());
            errors.put(each.getKey(), each.getValue().errors());
            if (compound.size() == MOST_AT_ONCE) {
                send(compound, errors);
            }
        }
        send(compound, errors);
        news.forEach((uuid, report) -> Objects.requireNonNull(watched.get(uuid)).told = report);
    }

    private void send(Map<String, Object> compound, Map<String, Object> errors) throws InterruptedException {
        if (!compound.isEmpty()) {
            wms.post(
                    "/v1/tms/statuses/taskforces",
                    Map.of("compound_statuses_by_taskforce", compound, "top_task_errors_by_taskforce", errors));
            compound.clear();
            errors.clear();
        }
    }

    private void complete(String uuid, boolean lost, Instant now) throws InterruptedException {
        try {
            wms.post("/v1/tms/condor-complete/taskforces/" + uuid, Map.of("condor_complete_ts", now.getEpochSecond()));
        } catch (WmsException e) {
            if (!e.isFinal()) {
                throw e;
            }
            LOG.warn("{}: the end of {} is not accepted: {}", site.name(), uuid, e.getMessage());
        }
        LOG.info("{}: {} is over{}", site.name(), uuid, lost ? ", its cluster is known no more" : "");
        Watched ended = watched.remove(uuid);
        TaskforceDirectory directory = TaskforceDirectory.of(site, uuid);
        directory.forgetSecrets();
        if (ended != null && !lost) {
            directory.bringOutput(site, ended.cluster);
        }
    }
}
