package org.ewms.batch.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.batch.BatchException;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.Launch;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.local.internal.ClusterDirectory;
import org.ewms.batch.local.internal.Housekeeping;
import org.ewms.batch.local.internal.Spares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of this machine as a batch system. Jobs outlive this object and its process, unless the options bind them: another one on the
 * same directory finds them again. Jobs that wait are started, and removed ones ended, while one is there.
 */
public final class LocalBatchSystem implements BatchSystem {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBatchSystem.class);
    private static final long ROUND_MILLIS = 250;

    private final Path clusters;
    private final Housekeeping housekeeping;
    private final Clock clock;
    private final boolean bound;
    private final WarmPilots warm;
    private final Path lock;
    private final FileChannel lockFile;
    private final Thread thread;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean closing;

    /**
     * Takes over the directory.
     *
     * @throws BatchRefusedException when another one works on it
     */
    public LocalBatchSystem(LocalOptions options, Clock clock) {
        this.clock = clock;
        bound = options.bound();
        warm = options.warm();
        clusters = options.state().resolve("clusters");
        lock = options.state().resolve("lock");
        try {
            Files.createDirectories(clusters);
            lockFile = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lockFile)) {
                lockFile.close();
                throw new BatchRefusedException("another process starts jobs from " + options.state()
                        + "; give this site a state directory of its own");
            }
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot keep jobs in " + options.state() + ": " + e, e);
        }
        Spares spares = new Spares(options.state().resolve("spares"), options.warm(), clock.instant());
        housekeeping = new Housekeeping(clusters, options.slots(), options.grace(), options.urgent(), spares);
        spares.clear(housekeeping.given());
        housekeeping.forget(clock.instant().minus(options.retention()));
        if (bound) {
            recover();
        }
        thread = Thread.ofVirtual().name("local-jobs").start(this::rounds);
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void recover() {
        try {
            housekeeping.recover(Files.getLastModifiedTime(lock).toInstant(), clock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BatchUnavailableException("interrupted while jobs of " + clusters + " were begun anew", e);
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read " + lock + ": " + e, e);
        }
    }

    /** Tells whoever comes next until when jobs were looked after. */
    private void beat() {
        try {
            Files.setLastModifiedTime(lock, FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot touch " + lock + ": " + e, e);
        }
    }

    private void rounds() {
        while (!closing) {
            try {
                beat();
                housekeeping.round(clock.instant());
            } catch (BatchException e) {
                LOG.warn("looking after local jobs failed, will be tried again: {}", e.getMessage());
            }
            try {
                wake.tryAcquire(ROUND_MILLIS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void check() {
        if (!Files.isWritable(clusters)) {
            throw new BatchUnavailableException(clusters + " is not writable");
        }
    }

    @Override
    public SubmitPlan plan(SubmitRequest request) {
        if (!(request.launch() instanceof Launch.Command)) {
            throw new BatchRefusedException("a local job is a command; give the site a 'pilot.command'");
        }
        if (!request.requirements().isBlank()) {
            throw new BatchRefusedException("condor_requirements are HTCondor's; for local jobs leave them empty");
        }
        Path directory = request.directory().toAbsolutePath();
        return new SubmitPlan(
                directory,
                PilotFiles.of(request, directory.toString()),
                List.of(directory.resolve(PilotFiles.PROGRAM).toString()),
                Map.of(
                        "workers",
                        Integer.toString(request.workers()),
                        "priority",
                        Integer.toString(request.priority())));
    }

    @Override
    public synchronized ClusterId submit(SubmitRequest request) {
        SubmitPlan plan = plan(request);
        plan.write();
        long next = housekeeping.clusters().stream()
                        .mapToLong(each -> each.id().value())
                        .max()
                        .orElse(0)
                + 1;
        ClusterId id = ClusterDirectory.create(
                        clusters, next, request, Path.of(plan.command().getFirst()), spareable(request))
                .id();
        wake.release();
        return id;
    }

    /** A spare knows environment and credentials; what else the program would do before it becomes the pilot it does not. */
    private boolean spareable(SubmitRequest request) {
        return request.launch() instanceof Launch.Command command
                && request.inputFiles().isEmpty()
                && warm.standsInFor().test(command.words());
    }

    @Override
    public List<ClusterId> find(SubmissionId submission) {
        return housekeeping.clusters().stream()
                .filter(each -> each.submission().equals(submission))
                .map(ClusterDirectory::id)
                .toList();
    }

    @Override
    public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> asked) {
        Map<ClusterId, ClusterStatus> all = new HashMap<>();
        for (ClusterId each : asked) {
            housekeeping
                    .cluster(each)
                    .ifPresent(cluster -> all.put(each, cluster.status(() -> Housekeeping.living(cluster))));
        }
        return all;
    }

    @Override
    public void remove(ClusterId cluster) {
        housekeeping.cluster(cluster).ifPresent(ClusterDirectory::markRemoved);
        wake.release();
    }

    /** Spares end. Jobs are left as they are, unless they are bound: then they end, and wait for the next. */
    @Override
    public void close() {
        closing = true;
        wake.release();
        try {
            thread.join();
            housekeeping.close();
            if (bound) {
                housekeeping.interrupt(clock);
            }
            lockFile.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot let go of the lock", e);
        }
    }
}
