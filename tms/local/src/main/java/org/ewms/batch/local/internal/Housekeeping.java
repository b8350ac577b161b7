package org.ewms.batch.local.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;

/** The clusters on disk: starts what waits, ends what was removed. Knows only what the directories say. */
public final class Housekeeping {
    private static final long LOOK_MILLIS = 50;

    private final Path all;
    private final int slots;
    private final Duration grace;
    private final Set<ClusterId> warned = ConcurrentHashMap.newKeySet();

    public Housekeeping(Path all, int slots, Duration grace) {
        this.all = all;
        this.slots = slots;
        this.grace = grace;
    }

    /** All clusters, by id. */
    public List<ClusterDirectory> clusters() {
        List<ClusterDirectory> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(all, "[1-9]*")) {
            entries.forEach(each -> found.add(ClusterDirectory.at(each)));
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read " + all + ": " + e, e);
        }
        found.sort(Comparator.comparing(ClusterDirectory::id));
        return found;
    }

    /** The cluster, if it is known. */
    public Optional<ClusterDirectory> cluster(ClusterId id) {
        Path path = all.resolve(id.toString());
        return Files.isDirectory(path) ? Optional.of(ClusterDirectory.at(path)) : Optional.empty();
    }

    /** Whether any process of the cluster lives. */
    public static boolean living(ClusterDirectory cluster) {
        return !processes(cluster).isEmpty();
    }

    private static Set<Long> processes(ClusterDirectory cluster) {
        Set<Long> found = new TreeSet<>();
        ProcessTable.marked(cluster.jobs().stream().map(JobDirectory::mark).toList())
                .values()
                .forEach(found::addAll);
        return found;
    }

    /** A cluster that is not over, and its jobs that had not begun when they were looked at. */
    private record Open(ClusterDirectory cluster, List<JobDirectory> waiting) {}

    /**
     * One round: removed clusters first, then as many jobs as there are free slots. Each job is looked at once: one that was started in the last
     * round and says so only now must count, either as running or as one of those started in this.
     */
    public synchronized void round(Instant now) {
        List<Open> open = new ArrayList<>();
        int running = 0;
        for (ClusterDirectory each : clusters()) {
            if (each.closed()) {
                continue;
            }
            Optional<Instant> removed = each.removedAt();
            removed.ifPresent(at -> end(each, at, now));
            List<JobDirectory> waiting = new ArrayList<>();
            int living = 0;
            for (JobDirectory job : each.jobs()) {
                switch (job.stage()) {
                    case JobDirectory.Stage.Waiting w -> waiting.add(job);
                    case JobDirectory.Stage.Running r -> living++;
                    case JobDirectory.Stage.Ended e -> {}
                    case JobDirectory.Stage.Vanished v -> {}
                }
            }
            running += living;
            if (removed.isPresent() ? each.status(() -> living(each)).over() : living == 0 && waiting.isEmpty()) {
                each.close();
            } else if (removed.isEmpty()) {
                open.add(new Open(each, waiting));
            }
        }
        open.sort(Comparator.comparingInt((Open each) -> each.cluster().priority())
                .reversed()
                .thenComparing(each -> each.cluster().id()));
        for (Open each : open) {
            for (JobDirectory job : each.waiting()) {
                if (running >= slots) {
                    return;
                }
                job.start(each.cluster().program(), each.cluster().output(job));
                running++;
            }
        }
    }

    /** Tells all processes of the cluster to end; kills them when the grace is over. Their shells go last, or by themselves. */
    private void end(ClusterDirectory cluster, Instant removed, Instant now) {
        Set<Long> pids = processes(cluster);
        boolean patient = now.isBefore(removed.plus(grace));
        if (pids.isEmpty() || (patient && !warned.add(cluster.id()))) {
            return;
        }
        if (patient) {
            cluster.jobs().forEach(job -> job.minder().ifPresent(pids::remove));
        }
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(patient ? ProcessHandle::destroy : ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Ends the jobs of all clusters that are not over, and has them wait again. Each is marked before it is ended: if this process is killed
     * meanwhile, {@link #recover} does the rest.
     */
    public synchronized void interrupt(Clock clock) throws InterruptedException {
        List<ClusterDirectory> open = unfinished();
        for (ClusterDirectory each : open) {
            each.jobs().stream()
                    .filter(job -> !(job.stage() instanceof JobDirectory.Stage.Ended))
                    .forEach(JobDirectory::markRestart);
        }
        endMarked(open, clock);
    }

    /**
     * Has jobs begin anew that were to, or that failed or vanished when nobody looked after them.
     *
     * @param lookedAfter until when somebody did
     */
    public synchronized void recover(Instant lookedAfter, Clock clock) throws InterruptedException {
        List<ClusterDirectory> open = unfinished();
        for (ClusterDirectory each : open) {
            each.jobs().stream()
                    .filter(job -> job.stage() instanceof JobDirectory.Stage.Vanished || job.failedAfter(lookedAfter))
                    .forEach(JobDirectory::markRestart);
        }
        endMarked(open, clock);
    }

    private List<ClusterDirectory> unfinished() {
        return clusters().stream()
                .filter(each -> !each.closed() && each.removedAt().isEmpty())
                .toList();
    }

    private void endMarked(List<ClusterDirectory> from, Clock clock) throws InterruptedException {
        List<ClusterDirectory> marked = from.stream()
                .filter(each -> each.jobs().stream().anyMatch(JobDirectory::restarts))
                .toList();
        Instant start = clock.instant();
        Semaphore never = new Semaphore(0);
        Set<ClusterId> living = new HashSet<>();
        do {
            living.clear();
            for (ClusterDirectory each : marked) {
                if (living(each)) {
                    living.add(each.id());
                    end(each, start, clock.instant());
                }
            }
        } while (!living.isEmpty() && !never.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        marked.forEach(
                each -> each.jobs().stream().filter(JobDirectory::restarts).forEach(JobDirectory::restart));
    }

    /** Forgets clusters that ended before that time, with all they left. */
    public void forget(Instant before) {
        for (ClusterDirectory each : clusters()) {
            try {
                if (Files.getLastModifiedTime(each.path()).toInstant().isBefore(before)
                        && each.status(() -> living(each)).over()) {
                    delete(each.path());
                }
            } catch (IOException e) {
                throw new BatchUnavailableException("cannot delete " + each.path() + ": " + e, e);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
