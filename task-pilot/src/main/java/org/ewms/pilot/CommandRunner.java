package org.ewms.pilot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ewms.pilot.internal.process.FileTasks;
import org.ewms.pilot.internal.process.Launcher;
import org.ewms.pilot.internal.process.LoggedOutput;
import org.ewms.pilot.internal.process.Output;
import org.ewms.pilot.internal.process.Placeholders;
import org.ewms.pilot.internal.process.TaskFiles;
import org.ewms.pilot.internal.process.TaskProcess;
import org.ewms.pilot.internal.process.TaskShape;
import org.ewms.pilot.internal.process.WorkDirectories;

/**
 * Starts the command anew for every event. The event's body is a file, whose path the command finds as {@code {{INFILE}}} in its arguments
 * and as {@code EWMS_TASK_INFILE} in its environment; what it writes to {@code {{OUTFILE}}} / {@code EWMS_TASK_OUTFILE} is the result, with
 * the event's id. No such file is success without a result. Exit code 0 is success.
 *
 * <p>The process works in an empty directory, no other's meanwhile, emptied afterwards. It and all its descendants are killed when the attempt ends for
 * whatever reason, also when the pilot itself is killed. A descendant that hides from its process group is killed when an attempt fails,
 * else at {@link #close}.
 *
 * <p>A result carries headers {@code task-wall-ms}, {@code task-cpu-ms}, and, of tasks that ran long enough to be looked at,
 * {@code task-peak-bytes}.
 */
public final class CommandRunner implements TaskRunner {
    private final FileTasks tasks;
    private final WorkDirectories directories;

    public CommandRunner(ProcessOptions options) {
        this(options, "in", "out", TaskLog.NONE);
    }

    /**
     * @param inExtension of the infile, without dot
     * @param outExtension of the outfile, without dot
     */
    public CommandRunner(ProcessOptions options, String inExtension, String outExtension) {
        this(options, inExtension, outExtension, TaskLog.NONE);
    }

    /**
     * @param inExtension of the infile, without dot
     * @param outExtension of the outfile, without dot
     * @param log where what tasks print goes; not closed
     */
    public CommandRunner(ProcessOptions options, String inExtension, String outExtension, TaskLog log) {
        this.directories = new WorkDirectories(options.workDirectory());
        TaskShape shape = new Flat(
                options, directories, Placeholders.suffix(inExtension), Placeholders.suffix(outExtension), log);
        this.tasks =
                new FileTasks(options, shape, new Launcher(UUID.randomUUID().toString(), options.environment()));
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        return tasks.run(attempt);
    }

    /** Kills whatever tasks left behind. */
    @Override
    public void close() {
        tasks.close();
        directories.close();
    }

    /** Both files in the task's working directory. */
    private record Flat(
            ProcessOptions options, WorkDirectories directories, String inSuffix, String outSuffix, TaskLog log)
            implements TaskShape {
        @Override
        public TaskFiles prepare(Attempt attempt) throws IOException {
            WorkDirectories.Place place = directories.take();
            Path directory = place.path();
            return new TaskFiles(
                    directory.getFileName() + "-" + place.turn(),
                    directory,
                    directory,
                    directory.resolve("in-" + place.turn() + inSuffix),
                    directory.resolve("out-" + place.turn() + outSuffix));
        }

        @Override
        public List<String> command(TaskFiles files) {
            return Placeholders.fill(options.command(), files.in(), files.out());
        }

        @Override
        public Map<String, String> environment(TaskFiles files, Attempt attempt) {
            return Map.of(
                    "EWMS_TASK_INFILE", files.in().toString(),
                    "EWMS_TASK_OUTFILE", files.out().toString(),
                    "EWMS_TASK_EVENT_ID", attempt.event().id(),
                    "EWMS_TASK_ATTEMPT", Integer.toString(attempt.number()));
        }

        @Override
        public Output output(TaskFiles files, Attempt attempt) {
            return LoggedOutput.of(log, attempt);
        }

        @Override
        public void ended(TaskFiles files, Attempt attempt, boolean done) {
            directories.giveBack(files.directory(), done);
        }

        @Override
        public String exited(int code, Duration wall, TaskProcess process) {
            return "exit code " + code + " after " + wall.toMillis() + " ms: " + process.lastWords();
        }

        @Override
        public String timedOut(Duration timeout, TaskProcess process) {
            return "timed out after " + timeout + ": " + process.lastWords();
        }
    }
}
