package org.ewms.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code ewms run} is told. */
final class RunOptions {
    private static final int MOST_WORKERS = 1024;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "After --: the command and its arguments; {{INFILE}} and {{OUTFILE}} become paths.")
    List<String> command = new ArrayList<>();

    @Option(
            names = "--inputs",
            arity = "1..*",
            paramLabel = "PATTERN",
            description = "Input files; quoted patterns with * ? [..] {a,b} and ** (any directories), or names."
                    + " May also stand at the end of the line, after the command.")
    List<String> inputs = new ArrayList<>();

    @Option(
            names = "--inputs-from",
            paramLabel = "FILE",
            description = "File that names inputs, one a line; - for standard input.")
    @Nullable
    String inputsFrom;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for results (default: each beside its input).")
    @Nullable
    Path out;

    @Option(
            names = "--out-ext",
            paramLabel = "EXT",
            description = "Extension of results, in place of the input's (default: ${DEFAULT-VALUE}).")
    String outExtension = "out";

    @Option(names = "--archive", paramLabel = "FILE.zip", description = "All results into one ZIP file, at the end.")
    @Nullable
    Path archive;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Tasks at a time, with --site pilots (default: processors).")
    int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    SiteOptions site = new SiteOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Quantity.Time.class,
            description = "Kill a task after that long, for instance 90s, 15m, 2h (default: never).")
    @Nullable
    Duration timeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Further attempts at a task that failed (default: ${DEFAULT-VALUE}).")
    int retries;

    @Option(
            names = "--sick-after",
            paramLabel = "N",
            description =
                    "With --site: after so many tasks that failed at once, one after another, pilots of a node rest"
                            + " for ten minutes; 0 for never (default: the site's, which is 3 unless it is this machine).")
    @Nullable
    Integer sickAfter;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Quantity.Bytes.class,
            description = "Kill a task that uses more, for instance 2G (default: no limit).")
    @Nullable
    Long memory;

    @Option(
            names = "--resident",
            description =
                    "The command takes many inputs, one after another, in frames over its standard input and output.")
    boolean resident;

    @Option(names = "--image", paramLabel = "IMAGE", description = "Run each task in a container of this image.")
    @Nullable
    String image;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "podman, docker or apptainer (default: the first of these that is there).")
    @Nullable
    String engine;

    @Option(
            names = "--mount",
            paramLabel = "DIR",
            description = "Directory the container sees at the same path, read-only; may be repeated.")
    List<Path> mounts = new ArrayList<>();

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description = "Where the run keeps its journal (default: runs/..., the same for the same command).")
    @Nullable
    Path runDirectory;

    @Option(
            names = "--retry-failed",
            arity = "0..1",
            paramLabel = "RUNDIR",
            fallbackValue = "",
            description = "Only what failed, once more: with the command line of that run, or with the one given here.")
    @Nullable
    String retryFailed;

    @Option(names = "--task-log", paramLabel = "FILE", description = "File for all that tasks print.")
    @Nullable
    Path taskLog;

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    /** Says what is wrong or missing, if so. */
    void check() {
        require(!command.isEmpty() && !command.getFirst().isEmpty(), "a command is needed, after --");
        require(
                retryFailed == null || retryFailed.isEmpty(),
                "--retry-failed RUNDIR takes the command from there; without RUNDIR it goes with the command given here");
        require(!inputs.isEmpty() || inputsFrom != null, "--inputs or --inputs-from is needed");
        require(workers >= 1 && workers <= MOST_WORKERS, "--workers must be 1..1024, is " + workers);
        require(retries >= 0 && retries <= 1000, "--retries must be 0..1000, is " + retries);
        require(
                sickAfter == null || sickAfter >= 0 && sickAfter <= 1000,
                "--sick-after must be 0..1000, is " + sickAfter);
        require(sickAfter == null || site.name != null, "--sick-after goes with --site");
        require(memory == null || memory >= 1 << 20, "--memory must be at least 1M, is " + memory);
        require(archive == null || out == null, "--archive and --out exclude each other");
        require(image == null || !resident, "--image and --resident exclude each other");
        require(image != null || engine == null && mounts.isEmpty(), "--engine and --mount go with --image");
        require(memory == null || !resident, "--memory does not apply to resident workers");
        require(
                site.name == null || taskLog == null,
                "--task-log does not go with --site: what pilots print is in the run's directory");
        if (resident) {
            boolean placeholders = command.stream().anyMatch(each -> each.contains("{{"));
            require(!placeholders, "a resident worker gets its inputs over its standard input, not as {{INFILE}}");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
