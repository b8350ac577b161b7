package org.ewms.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ewms.run.CommandIdentity;
import org.ewms.run.FanOut;
import org.ewms.run.ResultArchive;
import org.ewms.run.RunDirectory;
import org.ewms.run.RunException;
import org.ewms.run.RunMode;
import org.ewms.run.RunProgress;
import org.ewms.run.WorkList;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ewms run}: one command over many files, on all processors of this machine or by pilots at a site. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "ewms run [OPTIONS] --inputs 'PATTERN' -- COMMAND {{INFILE}} {{OUTFILE}}",
            "         ewms run -- COMMAND {{INFILE}} {{OUTFILE}} --inputs 'PATTERN' [OPTIONS]",
            "         ewms run --retry-failed RUNDIR [OPTIONS]"
        },
        description = {
            "Runs a command for each input file, as many at a time as there are processors; data/x.in becomes data/x.out.",
            "Stopped by Ctrl-C or killed, the same command line goes on: what is done is skipped, unless input, command or"
                    + " image have changed. What failed is listed, and not tried again before --retry-failed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all done", "1:some failed", "2:wrong usage", "130:interrupted; can be resumed"})
final class RunCommand implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(75);

    private final Console console;
    private final Clock clock;
    private final InputStream in;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RunOptions options = new RunOptions();

    RunCommand(Console console, Clock clock, InputStream in) {
        this.console = console;
        this.clock = clock;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        if (options.retryFailed != null && !options.retryFailed.isEmpty() && options.command.isEmpty()) {
            return again(here.resolve(options.retryFailed).normalize(), arguments);
        }
        return run(new RunJob(options, here), RunLine.of(here, arguments));
    }

    /** The command line kept in the directory, with what is given besides here. */
    private int again(Path root, List<String> arguments) throws IOException, InterruptedException {
        RunLine kept = RunLine.read(new RunDirectory(root));
        List<String> more = new ArrayList<>(arguments.subList(arguments.indexOf("run") + 1, arguments.size()));
        more.removeIf(each -> each.startsWith("--retry-failed=") || each.equals("--retry-failed"));
        more.remove(options.retryFailed);
        more.addAll(List.of("--run-dir", root.toString()));
        RunOptions combined = new RunOptions();
        new CommandLine(combined)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .parseArgs(kept.arguments(more));
        combined.retryFailed = "";
        return run(new RunJob(combined, kept.base()), kept);
    }

    private int run(RunJob job, RunLine line) throws IOException, InterruptedException {
        job.options().check();
        job.checkCommand();
        job.container();
        job.site();
        quiet();
        long start = System.nanoTime();
        RunDirectory directory = job.directory();
        WorkList work = job.work(directory, in);
        CommandIdentity identity = job.identity();
        RunMode mode = job.options().retryFailed == null ? RunMode.MISSING : RunMode.FAILED;
        try (FanOut fan = FanOut.open(directory, work, identity, mode)) {
            line.write(directory);
            announce(job, directory, work);
            try (Interruption interruption = new Interruption(fan::stop, GRACE)) {
                String runId = Long.toHexString(clock.millis());
                boolean finished = new RunSession(job, directory, fan, console, clock)
                        .run(runId, new RunDisplay(console, job.options().outputMode));
                return end(job, directory, work, fan, finished, Duration.ofNanos(System.nanoTime() - start));
            } catch (RunException e) {
                listed(directory, fan).printFailures(console.err());
                throw e;
            }
        }
    }

    /** The pilot's own lines about failed events would come on top of the run's. */
    private static void quiet() {
        boolean wanted = System.getenv("EWMS_LOG") != null;
        if (!wanted && LoggerFactory.getLogger("org.ewms.pilot") instanceof ch.qos.logback.classic.Logger known) {
            known.setLevel(ch.qos.logback.classic.Level.ERROR);
        }
    }

    private void announce(RunJob job, RunDirectory directory, WorkList work) {
        if (job.options().outputMode == OutputMode.TEXT) {
            console.err()
                    .println("run: " + work.size() + " inputs, " + job.options().workers + " at a time"
                            + (job.options().site.name == null ? "" : " at site " + job.options().site.name)
                            + ", journal in "
                            + shown(directory));
        }
        boolean placeholder = job.options().command.stream()
                .anyMatch(each -> each.contains("{{INFILE}}") || each.contains("{{IN_FILE}}"));
        if (!placeholder && !job.options().resident) {
            console.err().println("note: the command has no {{INFILE}}; it gets the path as EWMS_TASK_INFILE only");
        }
    }

    private static String shown(RunDirectory directory) {
        Path here = Path.of("").toAbsolutePath();
        return directory.root().startsWith(here)
                ? here.relativize(directory.root()).toString()
                : directory.root().toString();
    }

    private int end(RunJob job, RunDirectory directory, WorkList work, FanOut fan, boolean finished, Duration wall)
            throws IOException {
        RunReport report = listed(directory, fan);
        report.printFailures(console.err());
        Optional<String> archive = finished ? archive(job, directory, work) : Optional.empty();
        RunProgress end = fan.progress();
        if (job.options().outputMode == OutputMode.JSON) {
            console.out().println(Json.line(report.json(end, wall, !finished, archive)));
        } else {
            report.print(console.out(), end, wall);
            archive.ifPresent(file -> console.out().println("archive " + file));
        }
        if (!finished) {
            console.err().println("interrupted, all that is done is saved; go on with the same command line");
            return Failures.INTERRUPTED;
        }
        return end.failed() + end.failedBefore() > 0 ? Failures.FAILED : 0;
    }

    private static RunReport listed(RunDirectory directory, FanOut fan) throws IOException {
        RunReport report = new RunReport(directory, shown(directory));
        fan.listFailures(report);
        return report;
    }

    private static Optional<String> archive(RunJob job, RunDirectory directory, WorkList work) throws IOException {
        if (job.options().archive == null) {
            return Optional.empty();
        }
        Path file = job.base().resolve(job.options().archive);
        ResultArchive.write(file, work, directory.results());
        return Optional.of(job.options().archive.toString());
    }
}
