package org.ewms.pilot.internal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.Message;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.FileVersion;
import org.ewms.pilot.LocalFileRunner;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner.Attempt;
import org.ewms.pilot.internal.process.Directories;
import org.ewms.pilot.internal.process.LoggedOutput;
import org.ewms.pilot.internal.process.Output;
import org.ewms.pilot.internal.process.Placeholders;
import org.ewms.pilot.internal.process.TaskFiles;
import org.ewms.pilot.internal.process.TaskProcess;
import org.ewms.pilot.internal.process.TaskShape;

/** Input and result are files of this machine, which the event names. */
public final class LocalShape implements TaskShape {
    private final ProcessOptions options;
    private final Path startIn;
    private final Optional<LocalContainers> containers;
    private final TaskLog log;

    public LocalShape(ProcessOptions options, Path startIn, Optional<LocalContainers> containers, TaskLog log) {
        this.options = options;
        this.startIn = startIn;
        this.containers = containers;
        this.log = log;
    }

    private static Path named(Attempt attempt, String header) throws IOException {
        String path = attempt.event().headers().get(header);
        if (path == null || !Path.of(path).isAbsolute()) {
            throw new IOException("the event's header '" + header + "' must be an absolute path, is " + path);
        }
        return Path.of(path);
    }

    @Override
    public TaskFiles prepare(Attempt attempt) throws IOException {
        Path in = named(attempt, LocalFileRunner.INFILE);
        Path out = named(attempt, LocalFileRunner.OUTFILE);
        Path directory = Files.createTempDirectory(options.workDirectory(), "ewms-task-");
        if (containers.isPresent()) {
            return containers.get().files(directory, in, out);
        }
        String name = directory.getFileName().toString();
        return new TaskFiles(name, directory, startIn, in, directory.resolve(out.getFileName()));
    }

    @Override
    public void supply(TaskFiles files, Attempt attempt) throws IOException {
        Path in = named(attempt, LocalFileRunner.INFILE);
        if (changed(in, attempt)) {
            throw new IOException(in + " has changed since it was listed, or is gone");
        }
        if (!in.equals(files.in())) {
            Files.copy(in, files.in());
        }
    }

    private static boolean changed(Path in, Attempt attempt) throws IOException {
        String known = attempt.event().headers().get(LocalFileRunner.INFILE_VERSION);
        Optional<String> now = FileVersion.of(in).map(FileVersion::toString);
        return now.isEmpty() || known != null && !known.equals(now.get());
    }

    @Override
    public List<String> command(TaskFiles files) {
        return containers
                .map(each -> each.command(
                        files,
                        Placeholders.fill(
                                options.command(),
                                LocalContainers.inside(files.in()),
                                LocalContainers.outside(files.out()))))
                .orElseGet(() -> Placeholders.fill(options.command(), files.in(), files.out()));
    }

    @Override
    public Map<String, String> environment(TaskFiles files, Attempt attempt) {
        return containers
                .map(each -> each.environment(files))
                .orElseGet(() -> Map.of(
                        "EWMS_TASK_INFILE", files.in().toString(),
                        "EWMS_TASK_OUTFILE", files.out().toString(),
                        "EWMS_TASK_EVENT_ID", attempt.event().id(),
                        "EWMS_TASK_ATTEMPT", Integer.toString(attempt.number())));
    }

    @Override
    public Output output(TaskFiles files, Attempt attempt) {
        return LoggedOutput.of(log, attempt);
    }

    @Override
    public TaskOutcome collect(TaskFiles files, Attempt attempt, Map<String, String> measured, int most)
            throws IOException {
        Path in = named(attempt, LocalFileRunner.INFILE);
        if (changed(in, attempt)) {
            return new TaskOutcome.Failed(in + " changed while the task read it", FailureKind.RESULT);
        }
        Map<String, String> headers = new HashMap<>(attempt.event().headers());
        headers.putAll(measured);
        if (Files.exists(files.out())) {
            if (!Files.isRegularFile(files.out())) {
                return new TaskOutcome.Failed("the result is not a file", FailureKind.RESULT);
            }
            Path target = named(attempt, LocalFileRunner.OUTFILE);
            OutFile.place(files.out(), target, attempt.number());
            FileVersion.of(target).ifPresent(v -> headers.put(LocalFileRunner.OUTFILE_VERSION, v.toString()));
        }
        return new TaskOutcome.Done(List.of(new Message(attempt.event().id(), new byte[0], headers)));
    }

    @Override
    public void killed(TaskFiles files) {
        containers.ifPresent(each -> each.kill(files));
    }

    @Override
    public void ended(TaskFiles files, Attempt attempt, boolean done) {
        Directories.delete(files.directory());
    }

    @Override
    public String exited(int code, Duration wall, TaskProcess process) {
        return "exit code " + code + " after " + wall.toMillis() + " ms: " + process.lastWords();
    }

    @Override
    public String timedOut(Duration timeout, TaskProcess process) {
        return "timed out after " + timeout.toMillis() / 1000.0 + " s: " + process.lastWords();
    }
}
