package org.ewms.pilot.internal.environment;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.ewms.mqclient.Message;
import org.ewms.pilot.BuiltInTask;
import org.ewms.pilot.LocalFileRunner;
import org.ewms.pilot.PilotFailedException;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.ResidentFiles;
import org.ewms.pilot.ResidentRunner;
import org.ewms.pilot.TaskContainer;
import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import org.ewms.pilot.internal.container.ApptainerEngine;
import org.ewms.pilot.internal.container.ContainerEngine;
import org.ewms.pilot.internal.container.DockerEngine;
import org.ewms.pilot.internal.environment.PilotSettings.Engine;
import org.ewms.pilot.internal.environment.PilotSettings.Job;
import org.ewms.pilot.internal.environment.PilotSettings.Payloads;
import org.ewms.pilot.internal.environment.PilotSettings.Runner;
import org.ewms.pilot.internal.process.FileTasks;
import org.ewms.pilot.internal.process.Launcher;

/** Makes what the settings say tasks and the init step should be run by. */
public final class Runners {
    /** Longest time between asking a task to end and killing it. */
    private static final Duration KILL_GRACE = Duration.ofMillis(500);

    private static final int RESULT_BYTES = 256 << 20;

    /** Runners whose events are not the task's bytes. */
    private static final Set<Runner> BODILESS = EnumSet.of(Runner.FILES, Runner.RESIDENT_FILES, Runner.BUILTIN);

    private static final Set<Runner> WORKERS = EnumSet.of(Runner.RESIDENT, Runner.RESIDENT_FILES);

    private final PilotSettings settings;
    private final DataDirectory data;
    private final Optional<ContainerEngine> engine;
    private final TaskLog log;
    private final ProgressBoard progress;
    private final long memoryBytes;
    private final Map<String, BuiltInTask> builtIn;
    private final Map<String, String> environment;

    /**
     * @param environment the pilot's, which may differ from its process's
     * @param memoryBytes the most a task may use
     * @param builtIn tasks that this process can do itself, by name
     */
    public Runners(
            PilotSettings settings,
            Map<String, String> environment,
            TaskLog log,
            ProgressBoard progress,
            long memoryBytes,
            Map<String, BuiltInTask> builtIn)
            throws IOException {
        this.settings = settings;
        this.data = new DataDirectory(settings.files().parent());
        this.engine = settings.runner() == Runner.CONTAINER ? Optional.of(engine(settings.engine())) : Optional.empty();
        this.log = log;
        this.progress = progress;
        this.memoryBytes = memoryBytes;
        this.builtIn = Map.copyOf(builtIn);
        this.environment = Launcher.shown(environment);
    }

    private static ContainerEngine engine(Engine engine) {
        return engine.platform().equals("apptainer")
                ? new ApptainerEngine(engine.buildDirectory(), engine.imageMustBePresent(), engine.debug())
                : new DockerEngine(engine.platform(), engine.sharedMemory(), engine.network());
    }

    /**
     * Runs the init step to its end.
     *
     * @throws PilotFailedException when it fails
     */
    public void init(Job init) throws InterruptedException {
        try (FileTasks once = fileTasks("init", init)) {
            String problem = once.runOnce(new TaskRunner.Attempt(Message.of("init", new byte[0]), 1));
            if (problem != null) {
                throw new PilotFailedException(problem);
            }
        }
    }

    /** What runs an event. */
    public TaskRunner task() throws IOException, InterruptedException {
        TaskRunner runner = switch (settings.runner()) {
            case RESIDENT -> new ResidentRunner(options(settings.task()), Optional.empty(), log, progress);
            case RESIDENT_FILES ->
                new ResidentFiles(new ResidentRunner(
                        options(settings.task()), Optional.of(settings.files().startIn()), log, progress));
            case FILES -> localFiles(settings.task());
            case BUILTIN -> builtIn();
            case COMMAND, CONTAINER -> new Files(fileTasks("task", settings.task()));
        };
        boolean raw = settings.payloads() == Payloads.RAW || BODILESS.contains(settings.runner());
        return raw
                ? runner
                : new PayloadRunner(
                        runner, settings.files().jsonIn(), settings.files().jsonOut());
    }

    private TaskRunner builtIn() throws IOException, InterruptedException {
        BuiltInTask task = builtIn.get(settings.task().image());
        if (task == null) {
            throw new IllegalArgumentException("EWMS_PILOT_TASK_IMAGE is '"
                    + settings.task().image() + "', which this pilot cannot do itself; it can do "
                    + new java.util.TreeSet<>(builtIn.keySet()));
        }
        return task.open(settings.task().environment());
    }

    private TaskRunner localFiles(Job job) throws InterruptedException {
        ProcessOptions options = options(job).withEnvironment(with(job.environment()));
        if (job.image().isEmpty()) {
            return LocalFileRunner.command(options, settings.files().startIn(), log);
        }
        String engineName = settings.engine().platform();
        return LocalFileRunner.container(
                options,
                new TaskContainer(engineName, job.image(), settings.files().external()),
                log);
    }

    private FileTasks fileTasks(String alias, Job job) throws InterruptedException {
        Job ready = job;
        if (engine.isPresent()) {
            ready = new Job(engine.get().prepare(job.image()), job.arguments(), job.environment(), job.timeout());
        }
        boolean apptainer = settings.engine().platform().equals("apptainer");
        JobShape shape = new JobShape(alias, ready, settings.files(), data, engine, apptainer, log, progress);
        return new FileTasks(
                options(ready), shape, new Launcher(UUID.randomUUID().toString(), environment));
    }

    private ProcessOptions options(Job job) {
        List<String> command = job.arguments().isEmpty() ? List.of("container") : job.arguments();
        return ProcessOptions.of(command)
                .withEnvironment(WORKERS.contains(settings.runner()) ? residentEnvironment(job) : Map.of())
                .withWorkDirectory(data.root())
                .withTimeout(job.timeout().orElse(PilotLimits.NEVER))
                .withMemoryBytes(memoryBytes)
                .withResultBytes(RESULT_BYTES)
                .withKillGrace(KILL_GRACE);
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return all;
    }

    private Map<String, String> residentEnvironment(Job job) {
        Map<String, String> all = with(job.environment());
        all.put("EWMS_TASK_DATA_HUB_DIR", data.hub().toString());
        return all;
    }

    /** A process per event. */
    private record Files(FileTasks tasks) implements TaskRunner {
        @Override
        public TaskOutcome run(Attempt attempt) throws InterruptedException {
            return tasks.run(attempt);
        }

        @Override
        public void close() {
            tasks.close();
        }
    }
}
