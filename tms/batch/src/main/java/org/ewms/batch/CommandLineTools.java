package org.ewms.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/**
 * Runs the commands of a batch system. What they say is untrusted: bounded in size, and given a time in which to say it.
 *
 * @param directory where the commands are; empty to look in {@code PATH}
 * @param timeout after which a command is killed
 * @param environment variables set beside those of this process
 * @param outputLimit bytes of standard output that are accepted
 */
public record CommandLineTools(
        Optional<Path> directory, Duration timeout, Map<String, String> environment, int outputLimit) {
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;
    private static final int ERROR_LIMIT = 16 * 1024;
    private static final Pattern PASSED_ON =
            Pattern.compile("PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH"
                    + "|KRB5CCNAME|X509_USER_PROXY|BEARER_TOKEN_FILE|_?CONDOR_.*|SLURM_CONF|SGE_.*|PBS_.*|KUBECONFIG");
    private static final Duration PUMP_STOP = Duration.ofSeconds(2);

    public CommandLineTools {
        environment = Map.copyOf(environment);
    }

    /** From {@code PATH}, a minute each, 64 MiB of output. */
    public static CommandLineTools defaults() {
        return new CommandLineTools(Optional.empty(), Duration.ofSeconds(60), Map.of(), 64 << 20);
    }

    public CommandLineTools withDirectory(Path other) {
        return new CommandLineTools(Optional.of(other), timeout, environment, outputLimit);
    }

    public CommandLineTools withTimeout(Duration other) {
        return new CommandLineTools(directory, other, environment, outputLimit);
    }

    public CommandLineTools withEnvironment(Map<String, String> other) {
        return new CommandLineTools(directory, timeout, other, outputLimit);
    }

    /**
     * What a command said.
     *
     * @param command the line that was run, for messages
     * @param exit its exit code
     * @param out standard output
     * @param error standard error, its beginning
     */
    public record Answer(String command, int exit, String out, String error) {
        /** The reason to give when it failed: the last line of what it complained. */
        public String complaint() {
            String said = error.isBlank() ? out : error;
            return said.strip().replaceAll("\\s+", " ");
        }
    }

    /**
     * Runs a command to its end, whatever its exit code.
     *
     * @throws BatchUnavailableException when it cannot be started or takes too long
     * @throws GarbledOutputException when it says more than is accepted
     */
    public Answer run(Optional<Path> workingDirectory, List<String> words) {
        String name = words.getFirst();
        CommandLine line = new CommandLine(
                directory.map(each -> each.resolve(name).toString()).orElse(name));
        words.stream().skip(1).forEach(each -> line.addArgument(each, false));
        BoundedOutput out = new BoundedOutput(outputLimit);
        BoundedOutput error = new BoundedOutput(ERROR_LIMIT);
        PumpStreamHandler pump = new PumpStreamHandler(out, error);
        pump.setStopTimeout(PUMP_STOP);
        ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(timeout).get();
        DefaultExecutor executor = DefaultExecutor.builder()
                .setWorkingDirectory(workingDirectory.map(Path::toFile).orElse(null))
                .setExecuteStreamHandler(pump)
                .get();
        executor.setExitValues(null);
        executor.setWatchdog(watchdog);
        int exit;
        try {
            exit = executor.execute(line, all());
        } catch (IOException e) {
            if (watchdog.killedProcess()) {
                throw late(name);
            }
            throw new BatchUnavailableException(
                    "cannot run " + line.getExecutable() + ": " + e.getMessage()
                            + "; is it installed, and is the site's 'tools' right?",
                    e);
        }
        if (watchdog.killedProcess()) {
            throw late(name);
        }
        Answer answer = new Answer(name, exit, out.text(), error.text());
        if (out.overflowed()) {
            throw new GarbledOutputException(name, "more than " + outputLimit + " bytes", answer.out());
        }
        return answer;
    }

    /** Runs a command that must succeed; a failure is taken for a system that does not answer. */
    public Answer asked(List<String> words) {
        Answer answer = run(Optional.empty(), words);
        if (answer.exit() != 0) {
            throw new BatchUnavailableException(
                    answer.command() + " failed with exit code " + answer.exit() + ": " + answer.complaint());
        }
        return answer;
    }

    /**
     * Runs the command of a submission whose files are written; it prints the id of the job.
     *
     * @param id finds it, as its first group, in what the command prints
     * @param unreachable whether an answer says that the batch system is away
     * @throws BatchUnavailableException when the command was killed or the system is away: whether it had submitted is not known
     * @throws BatchRefusedException when it failed otherwise
     * @throws GarbledOutputException when it succeeded and printed no id
     */
    public ClusterId submitted(SubmitPlan plan, Pattern id, Predicate<Answer> unreachable) {
        Answer answer = run(Optional.of(plan.directory()), plan.command());
        if (answer.exit() == KILLED || answer.exit() == TERMINATED || unreachable.test(answer)) {
            throw new BatchUnavailableException(
                    answer.command() + " gave no answer; whether it had submitted is not known: " + answer.complaint());
        }
        if (answer.exit() != 0) {
            throw new BatchRefusedException(answer.command() + " failed: " + answer.complaint());
        }
        Matcher found = id.matcher(answer.out());
        if (!found.find()) {
            throw new GarbledOutputException(answer.command(), "no job id", answer.out());
        }
        return new ClusterId(Long.parseLong(found.group(1)));
    }

    private BatchUnavailableException late(String name) {
        return new BatchUnavailableException(name + " did not answer within " + timeout.toSeconds() + " s");
    }

    /** Secrets of this process are no business of the batch system, which may hand on its client's environment to jobs. */
    private Map<String, String> all() {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.keySet().removeIf(name -> !PASSED_ON.matcher(name).matches());
        all.putAll(environment);
        return all;
    }
}
