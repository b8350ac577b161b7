package org.ewms.batch.local.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitRequest;

/**
 * One cluster: a directory with its jobs'. It appears whole, so that it was either submitted or not.
 *
 * @param id its name
 * @param path of the directory
 * @param submission it came from
 * @param workers number of jobs
 * @param priority more is sooner
 * @param program that each job runs
 * @param warm whether a spare may do what it does
 */
public record ClusterDirectory(
        ClusterId id, Path path, SubmissionId submission, int workers, int priority, Path program, boolean warm) {
    private static final String FACTS = "cluster.properties";
    private static final String REMOVED = "removed";
    private static final String CLOSED = "over";

    /** Reads one; throws when there is none that is whole. */
    public static ClusterDirectory at(Path path) {
        Properties facts = new Properties();
        try (Reader in = Files.newBufferedReader(path.resolve(FACTS))) {
            facts.load(in);
            return new ClusterDirectory(
                    new ClusterId(Long.parseLong(path.getFileName().toString())),
                    path,
                    new SubmissionId(facts.getProperty("submission", "")),
                    Integer.parseInt(facts.getProperty("workers", "")),
                    Integer.parseInt(facts.getProperty("priority", "")),
                    Path.of(facts.getProperty("program", "")),
                    Boolean.parseBoolean(facts.getProperty("warm", "false")));
        } catch (IOException | IllegalArgumentException e) {
            throw new BatchUnavailableException("cannot read the cluster kept in " + path + ": " + e.getMessage(), e);
        }
    }

    /** Makes one, with the first number that is free from {@code first} on. */
    public static ClusterDirectory create(Path all, long first, SubmitRequest request, Path program, boolean warm) {
        Properties facts = new Properties();
        facts.setProperty("submission", request.submission().value());
        facts.setProperty("taskforce", request.taskforce());
        facts.setProperty("workers", Integer.toString(request.workers()));
        facts.setProperty("priority", Integer.toString(request.priority()));
        facts.setProperty("program", program.toString());
        facts.setProperty("warm", Boolean.toString(warm));
        try {
            Path fresh = Files.createTempDirectory(all, "new-");
            try (Writer out = Files.newBufferedWriter(fresh.resolve(FACTS))) {
                facts.store(out, null);
            }
            for (long number = first; ; number++) {
                Path target = all.resolve(Long.toString(number));
                try {
                    Files.move(fresh, target);
                    return at(target);
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot keep a cluster in " + all + ": " + e, e);
        }
    }

    /** Its jobs, in order. */
    public List<JobDirectory> jobs() {
        return IntStream.range(0, workers)
                .mapToObj(each -> new JobDirectory(path.resolve(Integer.toString(each))))
                .toList();
    }

    /** Beginning of the names of the files for what a job prints: beside its program, as on other batch systems. */
    public Path output(JobDirectory job) {
        return program.resolveSibling("pilot-" + id + "-" + job.path().getFileName());
    }

    /** Deletes it, with all it left. */
    void delete() throws IOException {
        for (JobDirectory each : jobs()) {
            each.forgetSpare();
        }
        DirectoryTree.delete(path);
    }

    /** Whether it was seen to be over; nothing of it is started again. */
    public boolean closed() {
        return Files.exists(path.resolve(CLOSED));
    }

    /** It is over. */
    public void close() {
        mark(CLOSED);
    }

    /** When it was removed, if it was. */
    public Optional<Instant> removedAt() {
        Path mark = path.resolve(REMOVED);
        try {
            return Files.exists(mark)
                    ? Optional.of(Files.getLastModifiedTime(mark).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Instant.EPOCH);
        }
    }

    /** Marks it removed; its jobs are yet to be ended. */
    public void markRemoved() {
        mark(REMOVED);
    }

    private void mark(String name) {
        try {
            Files.createFile(path.resolve(name));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot mark cluster " + id + " as " + name + ": " + e, e);
        }
    }

    /**
     * Its jobs, counted.
     *
     * @param living whether any process of the cluster lives, asked only when it was removed
     */
    public ClusterStatus status(java.util.function.BooleanSupplier living) {
        boolean removed = removedAt().isPresent();
        ClusterStatus.Tally tally = new ClusterStatus.Tally();
        for (JobDirectory job : jobs()) {
            switch (job.stage()) {
                case JobDirectory.Stage.Waiting w -> tally.add(JobKind.of(removed ? JobState.REMOVED : JobState.IDLE));
                case JobDirectory.Stage.Running r -> tally.add(JobKind.of(JobState.RUNNING));
                case JobDirectory.Stage.Ended ended -> {
                    int exit = ended.exit();
                    tally.add(JobKind.of(removed && exit != 0 ? JobState.REMOVED : JobState.COMPLETED));
                    if (exit != 0 && !removed) {
                        tally.error("the pilot ended with exit code " + exit);
                    }
                }
                case JobDirectory.Stage.Vanished v -> {
                    tally.add(JobKind.of(removed ? JobState.REMOVED : JobState.COMPLETED));
                    if (!removed) {
                        tally.error("the pilot vanished: killed, or the machine was started anew");
                    }
                }
            }
        }
        ClusterStatus status = tally.status();
        return status.over() && removed && living.getAsBoolean()
                ? new ClusterStatus(status.jobs(), status.errors(), false)
                : status;
    }
}
