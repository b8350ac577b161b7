package org.ewms.bench.pilot;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Rounds;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.mqclient.Message;
import org.ewms.pilot.CommandRunner;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ResidentRunner;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runners of processes without a broker: the command runner beside a bare loop that starts the same program and waits for it; the resident
 * runner with a Python worker beside the command runner with the same.
 */
@Command(
        name = "runners",
        description = "Tasks as processes beside a bare loop that starts them, and a resident Python worker, events/s.")
public final class RunnerBench implements Benchmark {
    private static final int STARTS = 300;
    private static final int PYTHON_STARTS = 30;
    private static final int EVENTS = 20_000;

    @Option(names = "--rounds", description = "Rounds, after one to warm up (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        Path worker = Path.of(System.getProperty("ewms.root", "."), "task-pilot", "examples", "worker.py");
        try {
            for (int concurrency : new int[] {1, 4}) {
                table.add(command(concurrency));
            }
            table.add(resident(worker));
        } catch (ExecutionException e) {
            throw new IOException("a task could not be run: " + e.getCause(), e);
        }
    }

    private Row command(int concurrency) throws InterruptedException, ExecutionException {
        try (CommandRunner runner = new CommandRunner(ProcessOptions.of(List.of("true", "{{INFILE}}")))) {
            return compare(
                    "process per event, concurrency " + concurrency,
                    "a bare loop that starts the same program and waits for it",
                    () -> rate(concurrency, STARTS, () -> run(runner)),
                    () -> rate(concurrency, STARTS, RunnerBench::bareStart));
        }
    }

    private Row resident(Path worker) throws IOException, InterruptedException, ExecutionException {
        ProcessOptions python = ProcessOptions.of(List.of("python3", worker.toString()));
        ProcessOptions once =
                ProcessOptions.of(List.of("python3", "-c", "pass")).withTimeout(Duration.ofMinutes(1));
        try (ResidentRunner resident = new ResidentRunner(python);
                CommandRunner command = new CommandRunner(once)) {
            return compare(
                    "resident Python worker, 2 at a time",
                    "our own start of one Python per event",
                    () -> rate(2, EVENTS, () -> run(resident)),
                    () -> rate(2, PYTHON_STARTS, () -> run(command)));
        }
    }

    private static boolean run(TaskRunner runner) throws InterruptedException {
        TaskOutcome outcome = runner.run(new TaskRunner.Attempt(Message.of("event", new byte[100]), 1));
        if (!(outcome instanceof TaskOutcome.Done)) {
            throw new IllegalStateException("the task failed: " + outcome);
        }
        return true;
    }

    private static boolean bareStart() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true", "infile")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    private interface Measurement {
        double rate() throws InterruptedException, ExecutionException;
    }

    private Row compare(String name, String reference, Measurement ours, Measurement theirs)
            throws InterruptedException, ExecutionException {
        Rounds pairs = new Rounds();
        ours.rate();
        theirs.rate();
        for (int round = 0; round < rounds; round++) {
            pairs.add(ours.rate(), theirs.rate());
        }
        return pairs.more(name, "events/s", reference);
    }

    private static double rate(int concurrency, int count, Callable<Boolean> once)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
            long begin = System.nanoTime();
            List<Future<Boolean>> running = new ArrayList<>();
            for (int slot = 0; slot < concurrency; slot++) {
                running.add(threads.submit(() -> repeat(count / concurrency, once)));
            }
            for (Future<Boolean> future : running) {
                future.get();
            }
            return count / concurrency * concurrency / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static boolean repeat(int count, Callable<Boolean> once) throws Exception {
        for (int i = 0; i < count; i++) {
            once.call();
        }
        return true;
    }
}
