package org.ewms.pilot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.internal.process.Directories;
import org.ewms.pilot.internal.process.Launcher;
import org.ewms.pilot.internal.process.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Starts the command once per slot and sends it one event after another over its stdin; it answers over its stdout. The frames are described
 * in the module's README, with workers in Python and shell to start from. A worker that crashes, hangs, or says what is not a frame is
 * killed with all its descendants, which costs one attempt of one event; the next event gets a new worker.
 *
 * <p>Of the {@link ProcessOptions}, the memory limit and the poison codes do not apply: a worker says {@code poison} itself.
 */
public final class ResidentRunner implements TaskRunner {
    private final ProcessOptions options;
    private final Launcher launcher;
    private final Path directory;
    private final Path startIn;
    private final TaskLog log;
    private final ProgressBoard progress;
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

    /** @throws IOException when the work directory cannot be written */
    public ResidentRunner(ProcessOptions options) throws IOException {
        this(options, Optional.empty(), TaskLog.NONE, new ProgressBoard());
    }

    /**
     * @param startIn where workers start, if not in a directory made for them
     * @param log where what workers write to stderr goes; not closed
     * @param progress told how far tasks are
     * @throws IOException when the work directory cannot be written
     */
    public ResidentRunner(ProcessOptions options, Optional<Path> startIn, TaskLog log, ProgressBoard progress)
            throws IOException {
        this.log = log;
        this.progress = progress;
        this.options = options;
        this.launcher = new Launcher(UUID.randomUUID().toString(), options.environment());
        this.directory = Files.createTempDirectory(options.workDirectory(), "ewms-worker-");
        this.startIn = startIn.orElse(directory);
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        Worker worker = idleWorker();
        if (worker == null) {
            try {
                worker = launcher.startWorker(options, startIn, log, progress);
            } catch (IOException e) {
                return new Failed("cannot start the worker: " + e.getMessage(), FailureKind.START);
            }
            Failed problem = worker.awaitReady();
            if (problem != null) {
                return problem;
            }
        }
        TaskOutcome outcome = worker.run(attempt);
        if (!worker.broken()) {
            idle.push(worker);
        }
        return outcome;
    }

    /** One that died while idle is no fault of the next event. */
    private @Nullable Worker idleWorker() {
        Worker worker = idle.poll();
        while (worker != null && worker.broken()) {
            worker.close();
            worker = idle.poll();
        }
        return worker;
    }

    /** Ends the workers and kills whatever they left behind. */
    @Override
    public void close() {
        for (Worker worker = idle.poll(); worker != null; worker = idle.poll()) {
            worker.close();
        }
        launcher.close();
        Directories.delete(directory);
    }
}
