package org.ewms.tms.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.batch.BatchException;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.Launch;
import org.ewms.batch.Resources;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitRequest;
import org.ewms.tms.PilotOrder;
import org.ewms.tms.Site;

/** What one process submits to a site, written down before it does. Confined to one thread at a time. */
public final class Submissions {
    private static final long LOOK_MILLIS = 200;

    private final Site site;
    private final Path directory;
    private final Path list;
    private int number;

    /** @param directory in which each has its own */
    public Submissions(Site site, Path directory) {
        this.site = site;
        this.directory = directory;
        this.list = directory.resolve("submissions-" + site.name());
        this.number = known().size();
    }

    /** One more, for so many pilots. */
    public SubmitRequest next(PilotOrder order, int workers) {
        if (!(site.pilot() instanceof Site.Pilot.Command command)) {
            throw new IllegalArgumentException(
                    "site " + site.name() + " starts pilots from images, which cannot see the"
                            + " files of this machine; give it a 'pilot.command'");
        }
        number++;
        String name = order.name() + "-" + number;
        Map<String, String> variables = new TreeMap<>(site.defaults());
        if (site.batch().capabilities().contains(Capability.PILOT_STATUS)) {
            variables.put("EWMS_PILOT_HTCHIRP", "True");
            variables.put("EWMS_PILOT_HTCHIRP_DEST", "JOB_EVENT_LOG");
        }
        variables.putAll(site.environment());
        variables.putAll(order.variables());
        return new SubmitRequest(
                new SubmissionId(name),
                order.name(),
                workers,
                new Launch.Command(command.words()),
                variables,
                order.secrets(),
                Resources.oneCore(),
                0,
                "",
                List.of(),
                true,
                directory.resolve(name));
    }

    /** Writes it down and submits it. */
    public ClusterId submit(SubmitRequest request) {
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    list,
                    request.submission() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot write " + list + ": " + e, e);
        }
        return site.batch().submit(request);
    }

    private List<SubmissionId> known() {
        try {
            return Files.exists(list)
                    ? Files.readAllLines(list).stream().map(SubmissionId::new).toList()
                    : List.of();
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read " + list + ": " + e, e);
        }
    }

    /**
     * Removes all that were written down, and waits until they are over. Their credentials are deleted.
     *
     * @throws BatchUnavailableException when they are not in time; asked again, it goes on
     */
    public void removeAll(Duration patience) throws InterruptedException {
        List<SubmissionId> left = known();
        if (left.isEmpty()) {
            return;
        }
        Semaphore never = new Semaphore(0);
        long end = System.nanoTime() + patience.toNanos();
        String problem = "they do not end";
        while (true) {
            try {
                if (removed(left)) {
                    forget(left);
                    return;
                }
            } catch (BatchException e) {
                problem = String.valueOf(e.getMessage());
            }
            if (System.nanoTime() > end) {
                throw new BatchUnavailableException("pilots at " + site.name() + " could not be removed (" + problem
                        + "); the next run in the same directory tries again");
            }
            never.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether all are over. */
    private boolean removed(List<SubmissionId> all) {
        Map<ClusterId, Path> directories = new TreeMap<>();
        all.forEach(each ->
                site.batch().find(each).forEach(found -> directories.put(found, directory.resolve(each.value()))));
        Set<ClusterId> clusters = directories.keySet();
        Map<ClusterId, ClusterStatus> statuses = site.batch().statuses(clusters);
        List<ClusterId> living =
                clusters.stream().filter(each -> !over(statuses, each)).toList();
        living.forEach(site.batch()::remove);
        if (living.isEmpty()) {
            directories.forEach((cluster, own) -> new TaskforceDirectory(own).bringOutput(site, cluster));
        }
        return living.isEmpty();
    }

    private static boolean over(Map<ClusterId, ClusterStatus> statuses, ClusterId cluster) {
        ClusterStatus status = statuses.get(cluster);
        return status != null && status.over();
    }

    private void forget(List<SubmissionId> all) {
        try {
            for (SubmissionId each : all) {
                Path own = directory.resolve(each.value());
                if (Files.isDirectory(own)) {
                    deleteCredentials(own);
                }
            }
            Files.deleteIfExists(list);
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot tidy up " + directory + ": " + e, e);
        }
    }

    private static void deleteCredentials(Path from) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*credential*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
