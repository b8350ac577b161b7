package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.ewms.batch.ClusterId;
import org.ewms.tms.Site;
import org.ewms.tms.SiteDescription;

/** What pilots print, in the directory of their taskforce: some batch systems write it there, others must be asked for it. */
final class BroughtOutput implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<String, Site> opened = new HashMap<>();
    private final Map<Path, Instant> asked = new HashMap<>();

    BroughtOutput(Clock clock) {
        this.clock = clock;
    }

    /**
     * The directory, with what there is by now, or was two seconds ago.
     *
     * @param taskforce as the workflow service tells it
     */
    Path directory(SiteDescription site, JsonNode taskforce) {
        Path directory = site.directory()
                .resolve("ewms-taskforce-" + taskforce.path("taskforce_uuid").asText());
        long cluster = taskforce.path("cluster_id").asLong();
        if (site.system() instanceof SiteDescription.System.Kubernetes && cluster > 0) {
            Instant now = clock.instant();
            if (!asked.getOrDefault(directory, Instant.MIN).isAfter(now.minus(REST))) {
                opened.computeIfAbsent(site.name(), any -> site.open(clock))
                        .batch()
                        .bringOutput(new ClusterId(cluster), directory);
                asked.put(directory, now);
            }
        }
        return directory;
    }

    @Override
    public void close() {
        opened.values().forEach(each -> each.batch().close());
    }
}
