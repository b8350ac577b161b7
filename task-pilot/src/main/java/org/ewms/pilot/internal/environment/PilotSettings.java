package org.ewms.pilot.internal.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.internal.process.Placeholders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the environment says to a pilot; docs/pilot.md lists the variables.
 *
 * @param inputs queues to read
 * @param outputs queues to write
 * @param task run for each event
 * @param init run once before, if any
 * @param runner how tasks run
 * @param payloads what message bodies are
 * @param engine of containers
 * @param files where files lie and what they are called
 * @param times limits in time
 * @param errors what to do when tasks fail
 * @param slots tasks at a time
 * @param prefetch events to hold, the running ones included
 * @param reports what to tell to whom
 */
public record PilotSettings(
        List<MqProfile> inputs,
        List<MqProfile> outputs,
        Job task,
        Optional<Job> init,
        Runner runner,
        Payloads payloads,
        Engine engine,
        TaskFileSettings files,
        Times times,
        Errors errors,
        int slots,
        int prefetch,
        ReportSettings reports) {
    private static final Logger LOG = LoggerFactory.getLogger(PilotSettings.class);

    /** How tasks run. */
    public enum Runner {
        CONTAINER,
        COMMAND,
        RESIDENT,
        /** A process, or container, per event; the event names files that this machine sees. */
        FILES,
        /** As {@link #RESIDENT}; the event names files that this machine sees, and the worker is given their contents. */
        RESIDENT_FILES,
        /** The pilot's own process does it; the image is the task's name. */
        BUILTIN
    }

    /** What message bodies are: the Python MQClient's, or the task's own bytes. */
    public enum Payloads {
        MQCLIENT,
        RAW
    }

    /**
     * What to run.
     *
     * @param image empty without containers
     * @param environment added to that of the task
     */
    public record Job(
            String image, List<String> arguments, Map<String, String> environment, Optional<Duration> timeout) {}

    /**
     * The container engine.
     *
     * @param platform {@code docker}, {@code podman} or {@code apptainer}
     */
    public record Engine(
            String platform,
            Path buildDirectory,
            boolean imageMustBePresent,
            Optional<String> sharedMemory,
            Optional<String> network,
            boolean debug) {}

    /**
     * Files of tasks.
     *
     * @param parent of the pilot's data directory
     * @param startIn where programs start whose files the event names
     * @param external directories tasks may read
     */
    public record TaskFileSettings(
            Path parent,
            Path startIn,
            String inSuffix,
            String outSuffix,
            List<Path> external,
            boolean keepAll,
            boolean dump) {
        boolean jsonIn() {
            return inSuffix.equals(".json");
        }

        boolean jsonOut() {
            return outSuffix.equals(".json");
        }
    }

    /** Limits in time. */
    public record Times(
            Duration firstIdle,
            Duration idle,
            Duration quarantine,
            Duration drainGrace,
            Duration lifetime,
            Duration brokerPatience) {}

    /**
     * What to do when tasks fail.
     *
     * @param stop whether the first failure ends the pilot
     * @param harmless names of errors that do not
     * @param attempts after which an event is given up; the queue's own limit if empty
     */
    public record Errors(boolean stop, Set<String> harmless, Optional<Integer> attempts) {}

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming the variable and what it should be
     */
    public static PilotSettings of(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        Runner runner = choice(variables, "EWMS_PILOT_RUNNER", Runner.class, Runner.CONTAINER);
        List<MqProfile> inputs = MqProfile.of(variables, "EWMS_PILOT_QUEUE_INCOMING");
        List<MqProfile> outputs = MqProfile.of(variables, "EWMS_PILOT_QUEUE_OUTGOING");
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("Incoming and/or outgoing queues were not provided.");
        }
        Job task = job(variables, "TASK", taskTimeout(variables));
        if ((runner == Runner.CONTAINER || runner == Runner.BUILTIN)
                && task.image().isEmpty()) {
            throw new IllegalArgumentException("Task image was not provided.");
        }
        if (runner != Runner.CONTAINER
                && runner != Runner.BUILTIN
                && task.arguments().isEmpty()) {
            throw new IllegalArgumentException("EWMS_PILOT_TASK_ARGS must say what to run when EWMS_PILOT_RUNNER is "
                    + runner.name().toLowerCase(Locale.ROOT));
        }
        Job init = job(variables, "INIT", variables.seconds("EWMS_PILOT_INIT_TIMEOUT", 1));
        boolean anyInit = runner == Runner.CONTAINER
                ? !init.image().isEmpty()
                : !init.arguments().isEmpty();
        return new PilotSettings(
                inputs,
                outputs,
                task,
                anyInit ? Optional.of(init) : Optional.empty(),
                runner,
                choice(variables, "EWMS_PILOT_PAYLOAD", Payloads.class, Payloads.MQCLIENT),
                engine(variables),
                files(variables),
                times(variables),
                errors(variables),
                slots(variables),
                variables.number("EWMS_PILOT_PREFETCH", 1).orElse(1L).intValue(),
                ReportSettings.of(variables, outputs.getFirst()));
    }

    private static Job job(Variables variables, String name, Optional<Duration> timeout) {
        String prefix = "EWMS_PILOT_" + name;
        return new Job(
                variables.text(prefix + "_IMAGE", "").strip(),
                ArgumentVector.split(variables.text(prefix + "_ARGS", "")),
                variables.object(prefix + "_ENV_JSON"),
                timeout);
    }

    private static Optional<Duration> taskTimeout(Variables variables) {
        Optional<Duration> timeout = variables.seconds("EWMS_PILOT_TASK_TIMEOUT", 1);
        Optional<Duration> old = variables.seconds("EWMS_PILOT_SUBPROC_TIMEOUT", 1);
        if (old.isPresent()) {
            LOG.warn(
                    "'EWMS_PILOT_SUBPROC_TIMEOUT' is an old name, {}; 'EWMS_PILOT_TASK_TIMEOUT' is preferred.",
                    timeout.isPresent() ? "ignored" : "used");
        }
        return timeout.or(() -> old);
    }

    private static Engine engine(Variables variables) {
        String platform = variables
                .text("_EWMS_PILOT_CONTAINER_PLATFORM", "docker")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!Set.of("docker", "podman", "apptainer").contains(platform)) {
            throw new IllegalArgumentException(
                    "'_EWMS_PILOT_CONTAINER_PLATFORM' is not a supported value: " + platform);
        }
        return new Engine(
                platform,
                Path.of(variables.text("_EWMS_PILOT_APPTAINER_BUILD_WORKDIR", "/var/tmp")),
                variables.flag("_EWMS_PILOT_APPTAINER_IMAGE_DIRECTORY_MUST_BE_PRESENT", true),
                variables.text("_EWMS_PILOT_DOCKER_SHM_SIZE"),
                variables.text("EWMS_PILOT_CONTAINER_NETWORK"),
                variables.flag("EWMS_PILOT_CONTAINER_DEBUG", false));
    }

    private static TaskFileSettings files(Variables variables) {
        return new TaskFileSettings(
                Path.of(variables.text("EWMS_PILOT_DATA_DIR_PARENT_PATH_ON_HOST", ""))
                        .toAbsolutePath(),
                Path.of(variables.text("EWMS_PILOT_START_IN", "")).toAbsolutePath(),
                Placeholders.suffix(
                        variables.text("EWMS_PILOT_INFILE_EXT", ".in").strip()),
                Placeholders.suffix(
                        variables.text("EWMS_PILOT_OUTFILE_EXT", ".out").strip()),
                variables.list("EWMS_PILOT_EXTERNAL_DIRECTORIES", ",").stream()
                        .map(Path::of)
                        .toList(),
                variables.flag("EWMS_PILOT_KEEP_ALL_TASK_FILES", false),
                variables.flag("EWMS_PILOT_DUMP_TASK_OUTPUT", false));
    }

    private static Times times(Variables variables) {
        Duration idle =
                variables.seconds("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", 1).orElse(Duration.ofSeconds(1));
        return new Times(
                variables
                        .seconds("EWMS_PILOT_TIMEOUT_QUEUE_WAIT_FOR_FIRST_MESSAGE", 1)
                        .orElse(idle),
                idle,
                variables.seconds("EWMS_PILOT_QUARANTINE_TIME", 0).orElse(Duration.ZERO),
                variables.seconds("EWMS_PILOT_DRAIN_GRACE", 0).orElse(Duration.ofSeconds(10)),
                variables.seconds("EWMS_PILOT_LIFETIME", 1).orElse(PilotLimits.NEVER),
                variables.seconds("EWMS_PILOT_BROKER_PATIENCE", 1).orElse(Duration.ofMinutes(5)));
    }

    private static Errors errors(Variables variables) {
        boolean stop = variables.flag("EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", true);
        if (!stop && variables.number("EWMS_PILOT_QUARANTINE_TIME", 0).orElse(0L) > 0) {
            throw new IllegalArgumentException("Cannot define 'EWMS_PILOT_QUARANTINE_TIME' while"
                    + " 'EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR' is 'False'");
        }
        return new Errors(
                stop,
                Set.copyOf(variables.words("EWMS_PILOT_OKAY_ERRORS")),
                variables.number("EWMS_PILOT_MAX_ATTEMPTS", 1).map(Long::intValue));
    }

    private static int slots(Variables variables) {
        long slots = variables
                .number("EWMS_PILOT_MAX_CONCURRENT_TASKS", Long.MIN_VALUE / 2)
                .orElse(1L);
        if (slots < 1) {
            LOG.warn("Invalid value for 'EWMS_PILOT_MAX_CONCURRENT_TASKS' ({}), defaulting to '1'.", slots);
            return 1;
        }
        return (int) Math.min(slots, 10_000);
    }

    private static <E extends Enum<E>> E choice(Variables variables, String name, Class<E> values, E otherwise) {
        Optional<String> text = variables.text(name).map(value -> value.strip().toUpperCase(Locale.ROOT));
        if (text.isEmpty()) {
            return otherwise;
        }
        for (E value : values.getEnumConstants()) {
            if (value.name().equals(text.get())) {
                return value;
            }
        }
        throw new IllegalArgumentException(name + " must be one of "
                + List.of(values.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }
}
