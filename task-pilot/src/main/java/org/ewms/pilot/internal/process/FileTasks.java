package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.ewms.pilot.TaskRunner.Attempt;
import org.jspecify.annotations.Nullable;

/** Runs a process per attempt: its event in one file, its result in another, nothing left behind. */
public final class FileTasks implements AutoCloseable {
    private final ProcessOptions options;
    private final TaskShape shape;
    private final Launcher launcher;

    public FileTasks(ProcessOptions options, TaskShape shape, Launcher launcher) {
        this.options = options;
        this.shape = shape;
        this.launcher = launcher;
    }

    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        TaskFiles files = null;
        boolean done = false;
        try {
            files = shape.prepare(attempt);
            TaskOutcome outcome = run(attempt, files);
            done = outcome instanceof Done;
            return outcome;
        } catch (IOException e) {
            return new Failed("cannot run the task: " + e, FailureKind.START);
        } finally {
            if (files != null) {
                shape.ended(files, attempt, done);
            }
        }
    }

    private TaskOutcome run(Attempt attempt, TaskFiles files) throws IOException, InterruptedException {
        shape.supply(files, attempt);
        long begin = System.nanoTime();
        TaskProcess process = launcher.start(
                shape.command(files), shape.environment(files, attempt), files.work(), shape.output(files, attempt));
        TaskProcess.End end = await(process, files);
        Duration wall = Duration.ofNanos(System.nanoTime() - begin);
        if (end instanceof TaskProcess.Exited(int code) && code == 0) {
            process.sweep();
            return shape.collect(files, attempt, measured(wall, process.usage()), options.resultBytes());
        }
        kill(process, files, end instanceof TaskProcess.Exited ? Duration.ZERO : options.killGrace());
        return failure(end, wall, process);
    }

    private void kill(TaskProcess process, TaskFiles files, Duration grace) {
        process.kill(grace);
        shape.killed(files);
    }

    private TaskProcess.End await(TaskProcess process, TaskFiles files) throws InterruptedException {
        try {
            return process.await(options.timeout(), options.memoryBytes());
        } catch (InterruptedException | RuntimeException e) {
            kill(process, files, options.killGrace());
            throw e;
        }
    }

    private static Map<String, String> measured(Duration wall, Usage usage) {
        Map<String, String> headers = new HashMap<>();
        headers.put("task-wall-ms", Long.toString(wall.toMillis()));
        headers.put("task-cpu-ms", Long.toString(usage.cpu().toMillis()));
        if (usage.peakBytes() > 0) {
            headers.put("task-peak-bytes", Long.toString(usage.peakBytes()));
        }
        return headers;
    }

    private TaskOutcome failure(TaskProcess.End end, Duration wall, TaskProcess process) {
        return switch (end) {
            case TaskProcess.Exited(int code)
            when options.poisonCodes().contains(code) -> new Poison("exit code " + code + ": " + process.lastWords());
            case TaskProcess.Exited(int code) ->
                new Failed(shape.exited(code, wall, process), FailureKind.ofExitCode(code));
            case TaskProcess.TimedOut() -> new Failed(shape.timedOut(options.timeout(), process), FailureKind.TIMEOUT);
            case TaskProcess.TooMuchMemory(long bytes) ->
                new Failed(
                        "used " + bytes + " bytes of memory, at most " + options.memoryBytes() + " are allowed: "
                                + process.lastWords(),
                        FailureKind.MEMORY);
        };
    }

    /** Runs one process outside any event; null if it ended well, else why not. */
    public @Nullable String runOnce(Attempt attempt) throws InterruptedException {
        return switch (run(attempt)) {
            case Done done -> null;
            case Failed(String reason, FailureKind kind) -> reason;
            case Poison(String reason) -> reason;
        };
    }

    /** Kills whatever tasks left behind. */
    @Override
    public void close() {
        launcher.close();
    }
}
