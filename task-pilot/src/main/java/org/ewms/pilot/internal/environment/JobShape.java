package org.ewms.pilot.internal.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskRunner.Attempt;
import org.ewms.pilot.internal.container.BindMount;
import org.ewms.pilot.internal.container.ContainerEngine;
import org.ewms.pilot.internal.environment.PilotSettings.Job;
import org.ewms.pilot.internal.environment.PilotSettings.TaskFileSettings;
import org.ewms.pilot.internal.process.Directories;
import org.ewms.pilot.internal.process.Launcher;
import org.ewms.pilot.internal.process.LoggedOutput;
import org.ewms.pilot.internal.process.Output;
import org.ewms.pilot.internal.process.TaskFiles;
import org.ewms.pilot.internal.process.TaskProcess;
import org.ewms.pilot.internal.process.TaskShape;

/** The original pilot's files and names, for its tasks and its init step, as processes or in containers. */
final class JobShape implements TaskShape {
    private final String alias;
    private final Job job;
    private final TaskFileSettings settings;
    private final DataDirectory data;
    private final Optional<ContainerEngine> engine;
    private final boolean apptainer;
    private final TaskLog log;
    private final ProgressBoard progress;

    /** @param alias {@code task} or {@code init}: the latter has no files of its own */
    JobShape(
            String alias,
            Job job,
            TaskFileSettings settings,
            DataDirectory data,
            Optional<ContainerEngine> engine,
            boolean apptainer,
            TaskLog log,
            ProgressBoard progress) {
        this.alias = alias;
        this.job = job;
        this.settings = settings;
        this.data = data;
        this.engine = engine;
        this.apptainer = apptainer;
        this.log = log;
        this.progress = progress;
    }

    private boolean withFiles() {
        return alias.equals("task");
    }

    @Override
    public TaskFiles prepare(Attempt attempt) throws IOException {
        String id = DataDirectory.newName();
        String name = withFiles() ? id : alias + "-" + id;
        Path directory = Files.createDirectory(data.of(name));
        Path outputs = Files.createDirectory(directory.resolve("outputs"));
        TaskFiles files;
        if (withFiles()) {
            Path io = Files.createDirectory(directory.resolve("task-io"));
            Path in = io.resolve("infile-" + name + settings.inSuffix());
            files = new TaskFiles(name, directory, io, in, io.resolve("outfile-" + name + settings.outSuffix()));
            progress.watch(attempt, progressFile(files));
        } else {
            files = new TaskFiles(name, directory, outputs, directory.resolve("infile"), directory.resolve("outfile"));
        }
        if (engine.isPresent()) {
            writeEnvironment(engine.get(), files);
        }
        return files;
    }

    /** It may hold secrets, so its file is the owner's alone. */
    private void writeEnvironment(ContainerEngine with, TaskFiles files) throws IOException {
        Path file = Files.createFile(
                environmentFile(files),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, with.environmentText(run(files, List.of())));
    }

    private Path inside(Path file) {
        return engine.isPresent() ? DataDirectory.TASK_INSIDE.resolve(file.getFileName()) : file;
    }

    private Path hubInside() {
        return engine.isPresent() ? DataDirectory.HUB_INSIDE : data.hub();
    }

    @Override
    public List<String> command(TaskFiles files) {
        List<String> arguments =
                job.arguments().stream().map(each -> fill(each, files)).toList();
        return engine.map(each -> each.command(run(files, arguments))).orElse(arguments);
    }

    private String fill(String argument, TaskFiles files) {
        String filled = argument.replace("{{DATA_HUB}}", hubInside().toString())
                .replace("{{DATAHUB}}", hubInside().toString());
        if (!withFiles()) {
            return filled;
        }
        String in = inside(files.in()).toString();
        String out = inside(files.out()).toString();
        return filled.replace("{{INFILE}}", in)
                .replace("{{IN_FILE}}", in)
                .replace("{{OUTFILE}}", out)
                .replace("{{OUT_FILE}}", out);
    }

    private ContainerEngine.Run run(TaskFiles files, List<String> arguments) {
        List<BindMount> mounts = new ArrayList<>();
        mounts.add(new BindMount(data.hub(), DataDirectory.HUB_INSIDE, false));
        settings.external().forEach(path -> mounts.add(new BindMount(path, path, true)));
        if (withFiles()) {
            mounts.add(new BindMount(files.work(), DataDirectory.TASK_INSIDE, false));
        }
        Map<String, String> environment = new HashMap<>(job.environment());
        environment.putAll(fileNames(files));
        return new ContainerEngine.Run(
                "ewms-" + files.name(),
                job.image(),
                arguments,
                mounts,
                environment,
                environmentFile(files),
                List.of(Launcher.MARK));
    }

    private static Path progressFile(TaskFiles files) {
        return files.work().resolve("progress-" + files.name());
    }

    private static Path environmentFile(TaskFiles files) {
        return files.directory().resolve("environment");
    }

    private Map<String, String> fileNames(TaskFiles files) {
        Map<String, String> names = new HashMap<>();
        names.put("EWMS_TASK_DATA_HUB_DIR", hubInside().toString());
        if (withFiles()) {
            names.put("EWMS_TASK_INFILE", inside(files.in()).toString());
            names.put("EWMS_TASK_OUTFILE", inside(files.out()).toString());
            names.put("EWMS_TASK_PROGRESSFILE", inside(progressFile(files)).toString());
        }
        return names;
    }

    /** A container's environment is the engine's business: its own must not be disturbed by what the user asks for. */
    @Override
    public Map<String, String> environment(TaskFiles files, Attempt attempt) {
        if (engine.isPresent()) {
            return engine.get().environment(run(files, List.of()));
        }
        Map<String, String> environment = new HashMap<>(job.environment());
        environment.putAll(fileNames(files));
        environment.put("EWMS_TASK_EVENT_ID", attempt.event().id());
        environment.put("EWMS_TASK_ATTEMPT", Integer.toString(attempt.number()));
        return environment;
    }

    @Override
    public Output output(TaskFiles files, Attempt attempt) throws IOException {
        Output logged = LoggedOutput.of(log, attempt);
        return settings.keepAll() ? new KeptOutput(files.directory().resolve("outputs"), logged) : logged;
    }

    @Override
    public void killed(TaskFiles files) {
        engine.ifPresent(each -> each.kill("ewms-" + files.name()));
    }

    @Override
    public void ended(TaskFiles files, Attempt attempt, boolean done) {
        progress.ended(attempt);
        if (!settings.keepAll()) {
            Directories.delete(files.directory());
        }
    }

    @Override
    public String exited(int code, Duration wall, TaskProcess process) {
        return alias + " failed (exit code " + code + "): "
                + StderrText.error(process.longLastWords(), apptainer && engine.isPresent());
    }

    @Override
    public String timedOut(Duration timeout, TaskProcess process) {
        return alias + " failed: [Timeout-Error] timed out after " + timeout.toSeconds() + "s";
    }
}
