package org.ewms.batch.local.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.local.WarmPilots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spares that wait for a job, the oldest first. Confined to one thread at a time. */
public final class Spares implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    /** Spares that keep ending by themselves are begun less and less often. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Path all;
    private final WarmPilots options;
    private final Deque<Spare> waiting = new ArrayDeque<>();
    private Duration penalty = Duration.ZERO;
    private Instant due;

    /**
     * None yet.
     *
     * @param all directory of theirs
     * @param now the first is due a little later
     */
    public Spares(Path all, WarmPilots options, Instant now) {
        this.all = all;
        this.options = options;
        this.due = now.plus(options.pause().compareTo(FIRST_PAUSE) < 0 ? options.pause() : FIRST_PAUSE);
    }

    /**
     * Removes those that an earlier process left.
     *
     * @param given directories of those that have a job
     */
    public void clear(Set<Path> given) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> left = Files.list(all)) {
            end(left.filter(each -> !given.contains(each)).toList());
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read " + all + ": " + e, e);
        }
    }

    /** Begins those that are missing, if it is time; one after another, when there is a pause between them. */
    public void keep(Instant now) {
        for (Spare each : List.copyOf(waiting)) {
            if (!each.lives()) {
                waiting.remove(each);
                LOG.warn("a spare pilot ended before it had a job: {}", each.said());
                end(List.of(each.path()));
                restLonger(now);
            }
        }
        while (waiting.size() < options.number() && !now.isBefore(due)) {
            due = now.plus(options.pause()).plus(penalty);
            try {
                waiting.add(Spare.start(fresh(), options.command()));
            } catch (IOException e) {
                LOG.warn("no spare pilot can be begun in {}: {}", all, e.getMessage());
                restLonger(now);
            }
        }
    }

    private void restLonger(Instant now) {
        Duration longer = penalty.isZero() ? FIRST_PAUSE : penalty.multipliedBy(2);
        penalty = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        due = now.plus(options.pause()).plus(penalty);
    }

    private Path fresh() throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(all);
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(all.resolve(Integer.toString(number)), owner);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }

    /** Gives a job that never began to a spare, if there is one that can do it; otherwise it is to begin by itself. */
    boolean take(ClusterDirectory cluster, JobDirectory job, Instant now) {
        if (!cluster.warm() || !job.untouched()) {
            return false;
        }
        for (Spare each = waiting.poll(); each != null; each = waiting.poll()) {
            due = now.plus(options.pause());
            if (each.lives()) {
                penalty = Duration.ZERO;
                return given(each, cluster, job);
            }
            end(List.of(each.path()));
        }
        return false;
    }

    private static boolean given(Spare spare, ClusterDirectory cluster, JobDirectory job) {
        try {
            spare.give(cluster, job);
            LOG.info("a pilot of cluster {} was begun ahead, as spare {}", cluster.id(), spare.path());
            return true;
        } catch (IOException e) {
            LOG.warn("spare pilot {} takes no job: {}", spare.path(), e.getMessage());
            if (job.untouched()) {
                end(List.of(spare.path()));
            }
            return false;
        }
    }

    /** Kills what lives of them, and forgets them. */
    private static void end(Collection<Path> spares) {
        ProcessTable.kill(
                spares.stream().map(each -> new JobDirectory(each).mark()).toList());
        for (Path each : spares) {
            try {
                DirectoryTree.delete(each);
            } catch (IOException e) {
                LOG.debug("{} is left to the next start: {}", each, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        end(waiting.stream().map(Spare::path).toList());
        waiting.clear();
    }
}
