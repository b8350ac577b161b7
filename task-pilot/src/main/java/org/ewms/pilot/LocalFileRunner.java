package org.ewms.pilot;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.ewms.pilot.internal.local.LocalContainers;
import org.ewms.pilot.internal.local.LocalShape;
import org.ewms.pilot.internal.process.FileTasks;
import org.ewms.pilot.internal.process.Launcher;

/**
 * As {@link CommandRunner}, for pilots on the machine where the data is: an event carries the names of its files instead of their contents,
 * so files may be of any size. Headers {@value #INFILE} and {@value #OUTFILE} are absolute paths; {@value #INFILE_VERSION}, if there, is the
 * {@link FileVersion} the input must have before and after the task.
 *
 * <p>The command reads the input where it is (in a container: a copy of it). It writes its result, a file of the name wanted, in a directory
 * of its own; if it ends well the result is moved to its place in one step. Its message has the event's headers and {@value #OUTFILE_VERSION},
 * left out if the command wrote no result. {@link ProcessOptions#resultBytes} does not apply.
 */
public final class LocalFileRunner implements TaskRunner {
    public static final String INFILE = "infile";
    public static final String INFILE_VERSION = "infile-version";
    public static final String OUTFILE = "outfile";
    public static final String OUTFILE_VERSION = "outfile-version";

    private final FileTasks tasks;

    private LocalFileRunner(ProcessOptions options, LocalShape shape) {
        this.tasks =
                new FileTasks(options, shape, new Launcher(UUID.randomUUID().toString(), options.environment()));
    }

    /**
     * @param startIn where commands start
     * @param log where what tasks print goes; not closed
     */
    public static LocalFileRunner command(ProcessOptions options, Path startIn, TaskLog log) {
        return new LocalFileRunner(options, new LocalShape(options, startIn, Optional.empty(), log));
    }

    /**
     * Fetches the image if it is not there. The options' command is what the container is given; it may be nothing but the placeholders.
     *
     * @param log where what tasks print goes; not closed
     * @throws IllegalArgumentException when there is no such image or engine, or a directory cannot be shown to containers
     */
    public static LocalFileRunner container(ProcessOptions options, TaskContainer container, TaskLog log)
            throws InterruptedException {
        LocalContainers containers = LocalContainers.of(container, options.workDirectory());
        return new LocalFileRunner(
                options, new LocalShape(options, options.workDirectory(), Optional.of(containers), log));
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        return tasks.run(attempt);
    }

    /** Kills whatever tasks left behind. */
    @Override
    public void close() {
        tasks.close();
    }
}
