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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;

/**
 * The clusters on disk: starts what waits, ends what was removed. Knows only what the directories say; what never changes, a cluster's facts
 * and that it is over, it remembers.
 */
public final class Housekeeping implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    /** Of jobs that are not urgent: beside one that is, and beside the service, they have a tenth of its share of a processor. */
    private static final int NICE = 10;

    private final Path all;
    private final int slots;
    private final Duration grace;
    private final OptionalInt urgent;
    private final Spares spares;
    private final Set<ClusterId> warned = ConcurrentHashMap.newKeySet();
    private final Map<Path, ClusterDirectory> known = new ConcurrentHashMap<>();
    private final Set<ClusterId> closed = ConcurrentHashMap.newKeySet();

    /**
     * Of a directory of clusters.
     *
     * @param urgent priority from which a job does not wait for a slot
     * @param spares for urgent jobs
     */
    public Housekeeping(Path all, int slots, Duration grace, OptionalInt urgent, Spares spares) {
        this.all = all;
        this.slots = slots;
        this.grace = grace;
        this.urgent = urgent;
        this.spares = spares;
    }

    /** All clusters, by id. */
    public List<ClusterDirectory> clusters() {
        List<ClusterDirectory> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(all, "[1-9]*")) {
            entries.forEach(each -> found.add(known.computeIfAbsent(each, ClusterDirectory::at)));
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

    /** Directories of the spares that have a job. */
    public Set<Path> given() {
        return clusters().stream()
                .flatMap(each -> each.jobs().stream())
                .flatMap(each -> each.spare().stream())
                .collect(Collectors.toSet());
    }

    private static Set<Long> processes(ClusterDirectory cluster) {
        return processes(cluster, ProcessTable.marked(marks(cluster).toList()));
    }

    private static Set<Long> processes(ClusterDirectory cluster, Map<String, Set<Long>> marked) {
        return marks(cluster)
                .flatMap(each -> marked.getOrDefault(each, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> marks(ClusterDirectory cluster) {
        return cluster.jobs().stream().map(JobDirectory::mark);
    }

    /** A cluster that is not over, and its jobs that had not begun when they were looked at. */
    private record Open(ClusterDirectory cluster, List<JobDirectory> waiting) {}

    /**
     * One round: removed clusters first, then as many jobs as there are free slots. Each job is looked at once: one that was started in the last
     * round and says so only now must count, either as running or as one of those started in this.
     */
    public synchronized void round(Instant now) {
        List<ClusterDirectory> going = new ArrayList<>();
        Map<ClusterDirectory, Instant> removed = new LinkedHashMap<>();
        for (ClusterDirectory each : clusters()) {
            if (!over(each)) {
                each.removedAt().ifPresentOrElse(at -> removed.put(each, at), () -> going.add(each));
            }
        }
        int running = ended(removed, now);
        List<Open> open = new ArrayList<>();
        for (ClusterDirectory each : going) {
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
            if (living == 0 && waiting.isEmpty()) {
                each.close();
            } else {
                open.add(new Open(each, waiting));
            }
        }
        start(open, running, now);
        spares.keep(now);
    }

    private boolean over(ClusterDirectory cluster) {
        return closed.contains(cluster.id()) || (cluster.closed() && closed.add(cluster.id()));
    }

    /** Ends removed clusters, by one look at the processes for all of them; how many of their jobs still run. */
    private int ended(Map<ClusterDirectory, Instant> removed, Instant now) {
        if (removed.isEmpty()) {
            return 0;
        }
        Map<String, Set<Long>> marked = ProcessTable.marked(
                removed.keySet().stream().flatMap(Housekeeping::marks).toList());
        int running = 0;
        for (Map.Entry<ClusterDirectory, Instant> each : removed.entrySet()) {
            ClusterDirectory cluster = each.getKey();
            Set<Long> processes = processes(cluster, marked);
            end(cluster, processes, each.getValue(), now);
            if (cluster.status(() -> !processes.isEmpty()).over()) {
                cluster.close();
            }
            running += (int) cluster.jobs().stream()
                    .filter(job -> job.stage() instanceof JobDirectory.Stage.Running)
                    .count();
        }
        return running;
    }

    private void start(List<Open> open, int before, Instant now) {
        int running = before;
        open.sort(Comparator.comparingInt((Open each) -> each.cluster().priority())
                .reversed()
                .thenComparing(each -> each.cluster().id()));
        for (Open each : open) {
            for (JobDirectory job : each.waiting()) {
                if (!urgent(each) && running >= slots) {
                    return;
                }
                if (!urgent(each) || !spares.take(each.cluster(), job, now)) {
                    job.start(
                            each.cluster().program(),
                            each.cluster().output(job),
                            urgent.isPresent() && !urgent(each) ? NICE : 0);
                }
                running++;
            }
        }
    }

    private boolean urgent(Open open) {
        return urgent.isPresent() && open.cluster().priority() >= urgent.getAsInt();
    }

    /** Tells all processes of the cluster to end; kills them when the grace is over. Their shells go last, or by themselves. */
    private void end(ClusterDirectory cluster, Set<Long> processes, Instant removed, Instant now) {
        Set<Long> pids = new TreeSet<>(processes);
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
                    end(each, processes(each), start, clock.instant());
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
                    each.delete();
                    known.remove(each.path());
                    closed.remove(each.id());
                }
            } catch (IOException e) {
                throw new BatchUnavailableException("cannot delete " + each.path() + ": " + e, e);
            }
        }
    }

    /** Ends the spares; jobs go on. */
    @Override
    public void close() {
        spares.close();
    }
}
