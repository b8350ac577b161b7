package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ewms.batch.BatchException;
import org.ewms.tms.Site;
import org.ewms.tms.UpkeepTimes;
import org.ewms.tms.WmsApi;
import org.ewms.tms.WmsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses, archives and deletes what taskforces leave at a site. Of a log or directory that may still be needed the workflow service is asked; when it
 * does not answer, only what needs no asking is done. What fails is told and left for the next round.
 */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int ASKED_AT_ONCE = 200;
    private static final String PHASE = "phase";
    private static final String COMPLETE = "condor-complete";
    private static final Set<String> TO_STOP = Set.of("pending-stopper", "condor-rm");

    private final WmsApi wms;
    private final Site site;
    private final UpkeepTimes times;
    private final Clock clock;

    public Upkeep(WmsApi wms, Site site, UpkeepTimes times, Clock clock) {
        this.wms = wms;
        this.site = site;
        this.times = times;
        this.clock = clock;
    }

    /** Does all that is due. */
    public Duration round() throws InterruptedException {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        List<Chores.Item> items = items();
        Chores.Known known;
        try {
            known = known(Chores.doubtful(items, today, now, times));
        } catch (WmsException e) {
            LOG.warn(
                    "{}: whether old logs and directories are still needed is not known: {}",
                    site.name(),
                    e.getMessage());
            known = Chores.Known.nothing();
        }
        for (Chores.Chore each : Chores.due(items, known, today, now, times)) {
            carryOut(each);
        }
        return times.every();
    }

    private void carryOut(Chores.Chore chore) {
        Path path = chore.item().path();
        try {
            switch (chore.action()) {
                case COMPRESS -> Archives.compress(chore.item());
                case ARCHIVE -> {
                    new TaskforceDirectory(path).forgetSecrets();
                    Archives.archive(chore.item());
                }
                case DELETE -> Archives.delete(path);
            }
            LOG.info("{}: {} done: {}", site.name(), chore.action(), path);
        } catch (IOException | BatchException e) {
            LOG.warn("{}: {} failed, and is tried again: {}: {}", site.name(), chore.action(), path, e.toString());
        }
    }

    private List<Chores.Item> items() {
        Set<Path> places = new LinkedHashSet<>();
        places.add(site.directory());
        site.batch().eventLogs().ifPresent(places::add);
        List<Chores.Item> all = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
                for (Path each : entries) {
                    Chores.Item item = item(each);
                    if (item != null) {
                        all.add(item);
                    }
                }
            } catch (IOException e) {
                LOG.warn("{}: cannot look for old files in {}: {}", site.name(), place, e.toString());
            }
        }
        return all;
    }

    private Chores.@Nullable Item item(Path path) {
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        Chores.Kind kind = Chores.kind(path.getFileName().toString(), directory);
        if (kind == null) {
            return null;
        }
        try {
            return new Chores.Item(path, kind, directory ? newest(path) : changed(path));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.warn("{}: how old {} is cannot be seen: {}", site.name(), path, e.toString());
            return null;
        }
    }

    private static Instant changed(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    private static Instant newest(Path directory) throws IOException {
        Instant newest = changed(directory);
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.toList();
        } catch (java.io.UncheckedIOException e) {
            // Something vanished: it is being worked on.
            return Instant.MAX;
        }
        for (Path each : all) {
            Instant changed = changed(each);
            newest = changed.isAfter(newest) ? changed : newest;
        }
        return newest;
    }

    private Chores.Known known(List<Chores.Item> doubtful) throws InterruptedException {
        Set<Path> unneeded = new HashSet<>();
        List<String> taskforces = new ArrayList<>();
        for (Chores.Item each : doubtful) {
            if (each.kind() == Chores.Kind.DIRECTORY) {
                taskforces.add(each.taskforce());
            } else if (isUnneeded(each.path())) {
                unneeded.add(each.path());
            }
        }
        return new Chores.Known(unneeded, over(taskforces));
    }

    private boolean isUnneeded(Path log) throws InterruptedException {
        Map<String, Object> query =
                Map.of("schedd", site.schedd(), "job_event_log_fpath", log.toString(), PHASE, Map.of("$ne", COMPLETE));
        return wms.taskforces(query, List.of("taskforce_uuid")).isEmpty();
    }

    /** One that the service does not know is not over: it may be another service's. */
    private Set<String> over(List<String> taskforces) throws InterruptedException {
        Set<String> over = new HashSet<>();
        for (int i = 0; i < taskforces.size(); i += ASKED_AT_ONCE) {
            List<String> some = taskforces.subList(i, Math.min(taskforces.size(), i + ASKED_AT_ONCE));
            Map<String, Object> query = Map.of("taskforce_uuid", Map.of("$in", some));
            for (JsonNode each : wms.taskforces(query, List.of("taskforce_uuid", PHASE, "cluster_id"))) {
                String phase = each.path(PHASE).asText();
                // What was to stop before it had a cluster stays so for ever.
                if (phase.equals(COMPLETE)
                        || TO_STOP.contains(phase) && each.path("cluster_id").asLong() == 0) {
                    over.add(each.path("taskforce_uuid").asText());
                }
            }
        }
        return over;
    }
}
