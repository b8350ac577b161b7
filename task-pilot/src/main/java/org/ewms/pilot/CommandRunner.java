package org.ewms.pilot;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.ewms.pilot.internal.process.Directories;
import org.ewms.pilot.internal.process.Launcher;
import org.ewms.pilot.internal.process.Placeholders;
import org.ewms.pilot.internal.process.TaskProcess;
import org.ewms.pilot.internal.process.Usage;

/**
 * Starts the command anew for every event. The event's body is a file, whose path the command finds as {@code {{INFILE}}} in its arguments
 * and as {@code EWMS_TASK_INFILE} in its environment; what it writes to {@code {{OUTFILE}}} / {@code EWMS_TASK_OUTFILE} is the result, with
 * the event's id. No such file is success without a result. Exit code 0 is success.
 *
 * <p>The process works in a directory of its own, deleted afterwards. It and all its descendants are killed when the attempt ends for
 * whatever reason. A descendant that hides from its process group is killed when an attempt fails, else at {@link #close}.
 *
 * <p>A result carries headers {@code task-wall-ms}, and, of tasks that ran long enough to be looked at, {@code task-cpu-ms} and
 * {@code task-peak-bytes}.
 */
public final class CommandRunner implements TaskRunner {
    private final ProcessOptions options;
    private final String inSuffix;
    private final String outSuffix;
    private final Launcher launcher;

    public CommandRunner(ProcessOptions options) {
        this(options, "in", "out");
    }

    /**
     * @param inExtension of the infile, without dot
     * @param outExtension of the outfile, without dot
     */
    public CommandRunner(ProcessOptions options, String inExtension, String outExtension) {
        this.options = options;
        this.inSuffix = Placeholders.suffix(inExtension);
        this.outSuffix = Placeholders.suffix(outExtension);
        this.launcher = new Launcher(UUID.randomUUID().toString(), options.environment());
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        Path directory = null;
        try {
            directory = Files.createTempDirectory(options.workDirectory(), "ewms-task-");
            return run(attempt, directory);
        } catch (IOException e) {
            return new Failed("cannot run the task: " + e);
        } finally {
            Directories.delete(directory);
        }
    }

    private TaskOutcome run(Attempt attempt, Path directory) throws IOException, InterruptedException {
        Path in = directory.resolve("in" + inSuffix);
        Path out = directory.resolve("out" + outSuffix);
        Files.write(in, attempt.event().body());
        List<String> command = Placeholders.fill(options.command(), in, out);
        Map<String, String> environment = Map.of(
                "EWMS_TASK_INFILE", in.toString(),
                "EWMS_TASK_OUTFILE", out.toString(),
                "EWMS_TASK_EVENT_ID", attempt.event().id(),
                "EWMS_TASK_ATTEMPT", Integer.toString(attempt.number()));
        long begin = System.nanoTime();
        TaskProcess process = launcher.start(command, environment, directory, Redirect.DISCARD);
        process.closeStdin();
        TaskProcess.End end = await(process);
        Duration wall = Duration.ofNanos(System.nanoTime() - begin);
        if (end instanceof TaskProcess.Exited(int code) && code == 0) {
            process.sweep();
            return result(attempt, out, wall, process.usage());
        }
        process.kill(end instanceof TaskProcess.Exited ? Duration.ZERO : options.killGrace());
        return failure(end, wall, process.lastWords());
    }

    private TaskProcess.End await(TaskProcess process) throws InterruptedException {
        try {
            return process.await(options.timeout(), options.memoryBytes());
        } catch (InterruptedException e) {
            process.kill(options.killGrace());
            throw e;
        }
    }

    private TaskOutcome result(Attempt attempt, Path out, Duration wall, Usage usage) throws IOException {
        if (!Files.exists(out)) {
            return new Done(List.of());
        }
        long size = Files.size(out);
        if (size > options.resultBytes()) {
            return new Failed("the result has " + size + " bytes, at most " + options.resultBytes() + " are allowed");
        }
        Map<String, String> headers = usage.equals(Usage.NONE)
                ? Map.of("task-wall-ms", Long.toString(wall.toMillis()))
                : Map.of(
                        "task-wall-ms", Long.toString(wall.toMillis()),
                        "task-cpu-ms", Long.toString(usage.cpu().toMillis()),
                        "task-peak-bytes", Long.toString(usage.peakBytes()));
        return new Done(List.of(new Message(attempt.event().id(), Files.readAllBytes(out), headers)));
    }

    private TaskOutcome failure(TaskProcess.End end, Duration wall, String lastWords) {
        return switch (end) {
            case TaskProcess.Exited(int code)
            when options.poisonCodes().contains(code) -> new Poison("exit code " + code + ": " + lastWords);
            case TaskProcess.Exited(int code) ->
                new Failed("exit code " + code + " after " + wall.toMillis() + " ms: " + lastWords);
            case TaskProcess.TimedOut() -> new Failed("timed out after " + options.timeout() + ": " + lastWords);
            case TaskProcess.TooMuchMemory(long bytes) ->
                new Failed("used " + bytes + " bytes of memory, at most " + options.memoryBytes() + " are allowed: "
                        + lastWords);
        };
    }

    /** Kills whatever tasks left behind. */
    @Override
    public void close() {
        launcher.close();
    }
}
