package org.ewms.batch.htcondor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobState;
import org.ewms.batch.htcondor.internal.ClusterLedger;
import org.ewms.batch.htcondor.internal.EventLogTail;
import org.jspecify.annotations.Nullable;

/**
 * All job event logs of a directory, {@code *.tms.jel}, read on from where they were left. A byte is kept for each job of a cluster that is not
 * closed, a few counts of one that is. Damaged events are passed over and counted. Safe for use by several threads.
 */
public final class JobEventLogs implements AutoCloseable {
    /** How names of logs end. */
    public static final String SUFFIX = ".tms.jel";

    private final Path directory;
    private final Map<Path, EventLogTail> tails = new TreeMap<>();
    private final ClusterLedger ledger = new ClusterLedger();
    private final ByteBuffer buffer = EventLogTail.buffer();

    /** Reads nothing yet. */
    public JobEventLogs(Path directory) {
        this.directory = directory;
    }

    /** Takes in all that was written since the last time. */
    public synchronized void read() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path each : entries) {
                tails.computeIfAbsent(each, path -> new EventLogTail(path, ledger));
            }
            for (EventLogTail each : tails.values()) {
                each.read(buffer);
            }
            tails.keySet().removeIf(path -> !Files.exists(path));
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read the job event logs in " + directory + ": " + e, e);
        }
    }

    /** What the logs say of a cluster; empty when nothing. */
    public synchronized Optional<ClusterStatus> status(ClusterId cluster) {
        return ledger.status(cluster.value());
    }

    /** Seconds that a task takes with each pilot that runs and has told so, by its job. */
    synchronized Map<Integer, Double> taskSeconds(ClusterId cluster) {
        return ledger.taskSeconds(cluster.value());
    }

    /** Whether the cluster was closed. */
    synchronized boolean isClosed(ClusterId cluster) {
        return ledger.isClosed(cluster.value());
    }

    /** Number of events of the cluster so far. */
    synchronized long events(ClusterId cluster) {
        return ledger.events(cluster.value());
    }

    /** Whether the cluster makes further jobs when it has none in the queue. */
    synchronized boolean isToContinue(ClusterId cluster) {
        return ledger.isToContinue(cluster.value());
    }

    /** What the queue or its history says of a job, where the logs say otherwise or nothing. */
    synchronized void correct(
            ClusterId cluster, int proc, JobState state, @Nullable String holdReason, String failure) {
        ledger.correct(cluster.value(), proc, state, holdReason, failure);
    }

    /** All jobs of the cluster beside these have ended. */
    synchronized void endUnlessIn(ClusterId cluster, Set<Integer> present) {
        ledger.endUnlessIn(cluster.value(), present);
    }

    /** Nothing follows of these clusters: only counts are kept. */
    public synchronized void close(Collection<ClusterId> clusters) {
        clusters.forEach(each -> ledger.close(each.value()));
    }

    /** Number of events read so far from each log that is there. */
    public synchronized Map<Path, Long> events() {
        Map<Path, Long> all = new HashMap<>();
        tails.forEach((path, tail) -> all.put(path, tail.parser().events()));
        return all;
    }

    /** Number of damaged lines passed over so far in each log that is there. */
    public synchronized Map<Path, Long> corrupt() {
        Map<Path, Long> all = new HashMap<>();
        tails.forEach((path, tail) -> all.put(path, tail.parser().corrupt()));
        return all;
    }

    @Override
    public synchronized void close() {
        for (EventLogTail each : tails.values()) {
            try {
                each.close();
            } catch (IOException e) {
                throw new BatchUnavailableException("cannot close a job event log", e);
            }
        }
        tails.clear();
    }
}
