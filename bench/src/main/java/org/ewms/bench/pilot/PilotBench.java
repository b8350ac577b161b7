package org.ewms.bench.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Rounds;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.bench.pilot.Stand.Kind;
import org.ewms.pilot.CommandRunner;
import org.ewms.pilot.EnvironmentPilot;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ResidentRunner;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per second through a whole pilot, from a real broker and back to it. Ours and the reference alternate, round by round; the figures
 * are medians.
 */
@Command(
        name = "pilot",
        description =
                "Events through a pilot, by runner and broker, beside the broker's own rate or a bare loop of starts.")
public final class PilotBench implements Benchmark {
    private static final double RESIDENT_BUDGET = 5000;
    private static final String IMAGE = "localhost/ewms-test:1";

    /** Kinds of runner. */
    enum Runner {
        JAVA,
        RESIDENT,
        COMMAND,
        CONTAINER
    }

    @Option(names = "--runner", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Runner runner = Runner.JAVA;

    @Option(names = "--broker", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Kind broker = Kind.EMBEDDED;

    @Option(names = "--events", description = "Events per round (default: by runner, 50000 to 20).")
    int events;

    @Option(names = "--rounds", description = "Rounds, after one to warm up (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(
            names = "--slots",
            description = "Tasks at a time of the runners java and resident (default: ${DEFAULT-VALUE}).")
    int slots = 2;

    private interface Measurement {
        double rate() throws IOException, InterruptedException;
    }

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-bench-pilot");
                Stand stand = Stand.start(broker, directory.path().resolve("broker"))) {
            switch (runner) {
                case JAVA -> java(stand, table);
                case RESIDENT -> resident(stand, table);
                case COMMAND -> command(stand, directory.path(), table);
                case CONTAINER -> container(stand, directory.path(), table);
            }
        }
    }

    private int events(int otherwise) {
        return events > 0 ? events : otherwise;
    }

    private String over() {
        return " over " + broker.name().toLowerCase(Locale.ROOT);
    }

    private void java(Stand stand, Table table) throws IOException, InterruptedException {
        int count = events(50_000);
        TaskRunner echo = attempt -> new TaskOutcome.Done(List.of(attempt.event()));
        byte[] body = new byte[1000];
        table.add(compare(
                table,
                "in-JVM no-op, " + slots + " slots" + over(),
                "a bare receive-publish-acknowledge loop",
                () -> pilot(stand, echo, slots, count, body),
                () -> bare(stand, count, body)));
    }

    private void resident(Stand stand, Table table) throws IOException, InterruptedException {
        int count = events(30_000);
        Path worker = Path.of(System.getProperty("ewms.root", "."), "task-pilot", "examples", "worker.py");
        byte[] body = "x".repeat(100).getBytes(UTF_8);
        try (ResidentRunner python =
                new ResidentRunner(ProcessOptions.of(List.of("/usr/bin/python3", worker.toString())))) {
            Row row = compare(
                    table,
                    "resident Python, " + slots + " slots" + over(),
                    "a bare receive-publish-acknowledge loop",
                    () -> pilot(stand, python, slots, count, body),
                    () -> bare(stand, count, body));
            table.add(row);
            table.add(Row.more(
                    "resident Python beside its budget", row.ours(), RESIDENT_BUDGET, "events/s", "the budget"));
        }
    }

    private void command(Stand stand, Path directory, Table table) throws IOException, InterruptedException {
        int count = events(2000);
        for (int concurrency : new int[] {1, 4}) {
            ProcessOptions options =
                    ProcessOptions.of(List.of("true", "{{INFILE}}")).withWorkDirectory(directory);
            try (CommandRunner command = new CommandRunner(options)) {
                table.add(compare(
                        table,
                        "process per event, " + concurrency + " at a time" + over(),
                        "a bare loop of posix_spawn and wait of the same program",
                        () -> processes(stand, command, concurrency, count),
                        () -> new Spawns(List.of("true", "infile")).rate(concurrency, count)));
            }
        }
    }

    private void container(Stand stand, Path directory, Table table) throws IOException, InterruptedException {
        int count = events(20);
        for (int concurrency : new int[] {1, 4}) {
            table.add(compare(
                    table,
                    "container per event, " + concurrency + " at a time" + over(),
                    "a bare loop of posix_spawn and wait of the same container",
                    () -> containers(stand, directory, concurrency, count),
                    () -> new Spawns(List.of("podman", "run", "--rm", "--network=none", IMAGE, "true"))
                            .rate(concurrency, count)));
        }
    }

    private Row compare(Table table, String name, String reference, Measurement ours, Measurement theirs)
            throws IOException, InterruptedException {
        Rounds pairs = new Rounds();
        for (int round = -1; round < rounds; round++) {
            double their = theirs.rate();
            double our = ours.rate();
            table.progress("%s, round %d: bare %.1f/s, pilot %.1f/s", name, round, their, our);
            if (round >= 0) {
                pairs.add(our, their);
            }
        }
        return pairs.more(name, "events/s", reference);
    }

    private static double bare(Stand stand, int count, byte[] body) throws InterruptedException {
        stand.fill(count, body);
        long begin = System.nanoTime();
        stand.bareLoop(count);
        double seconds = (System.nanoTime() - begin) / 1e9;
        stand.empty();
        return count / seconds;
    }

    private static double pilot(Stand stand, TaskRunner task, int slots, int count, byte[] body)
            throws InterruptedException {
        return count / run(stand, task, slots, count, body).withStart();
    }

    /** From the first start of a process to the end of the last. */
    private static double processes(Stand stand, TaskRunner task, int slots, int count) throws InterruptedException {
        return count / run(stand, task, slots, count, new byte[100]).tasks();
    }

    /**
     * How long a pilot took.
     *
     * @param withStart seconds, from its start to its end
     * @param tasks seconds, from the start of the first task to the end of the last
     */
    private record Took(double withStart, double tasks) {}

    private static Took run(Stand stand, TaskRunner task, int slots, int count, byte[] body)
            throws InterruptedException {
        stand.fill(count, body);
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        AtomicLong first = new AtomicLong();
        AtomicLong last = new AtomicLong();
        TaskRunner counting = attempt -> {
            first.compareAndSet(0, System.nanoTime());
            TaskOutcome outcome = task.run(attempt);
            if (ended.incrementAndGet() == count) {
                last.set(System.nanoTime());
                done.countDown();
            }
            return outcome;
        };
        PilotOptions options =
                PilotOptions.defaults("in", "out").withSlots(slots).withPrefetch(Stand.HELD - slots);
        long begin = System.nanoTime();
        try (Pilot pilot = new Pilot(stand.broker, counting, options)) {
            Thread running = Thread.ofPlatform().start(() -> {
                try {
                    pilot.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            done.await();
            pilot.drain(Duration.ofSeconds(30));
            running.join();
            if (pilot.status().done() != count) {
                throw new IllegalStateException("not all events were done: " + pilot.status());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        stand.empty();
        return new Took(seconds, (last.get() - first.get()) / 1e9);
    }

    /** From the first result to the last: what comes before is the pilot's start. */
    private double containers(Stand stand, Path directory, int concurrency, int count)
            throws IOException, InterruptedException {
        stand.fill(count + concurrency, "x".getBytes(UTF_8));
        EnvironmentPilot pilot = new EnvironmentPilot(environment(stand, directory, concurrency), Clock.systemUTC());
        Thread running = Thread.ofPlatform().start(() -> {
            try {
                pilot.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stand.awaitResults(concurrency);
        long begin = System.nanoTime();
        long end = stand.awaitResults(count).getLast();
        pilot.stop();
        running.join();
        stand.empty();
        return count / ((end - begin) / 1e9);
    }

    private Map<String, String> environment(Stand stand, Path directory, int concurrency) {
        String type = broker.name().toLowerCase(Locale.ROOT);
        return Map.ofEntries(
                Map.entry("EWMS_PILOT_QUEUE_INCOMING", "in"),
                Map.entry("EWMS_PILOT_QUEUE_INCOMING_BROKER_TYPE", type),
                Map.entry("EWMS_PILOT_QUEUE_INCOMING_BROKER_ADDRESS", stand.address),
                Map.entry("EWMS_PILOT_QUEUE_INCOMING_AUTH_TOKEN", stand.token),
                Map.entry("EWMS_PILOT_QUEUE_OUTGOING", "out"),
                Map.entry("EWMS_PILOT_QUEUE_OUTGOING_BROKER_TYPE", type),
                Map.entry("EWMS_PILOT_QUEUE_OUTGOING_BROKER_ADDRESS", stand.address),
                Map.entry("EWMS_PILOT_QUEUE_OUTGOING_AUTH_TOKEN", stand.token),
                Map.entry("EWMS_PILOT_PAYLOAD", "raw"),
                Map.entry("EWMS_PILOT_TASK_IMAGE", IMAGE),
                Map.entry("EWMS_PILOT_TASK_ARGS", "cp {{INFILE}} {{OUTFILE}}"),
                Map.entry("_EWMS_PILOT_CONTAINER_PLATFORM", "podman"),
                Map.entry("EWMS_PILOT_CONTAINER_NETWORK", "none"),
                Map.entry("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "120"),
                Map.entry("EWMS_PILOT_PREFETCH", Integer.toString(2 * concurrency)),
                Map.entry("EWMS_PILOT_MAX_CONCURRENT_TASKS", Integer.toString(concurrency)),
                Map.entry("EWMS_PILOT_DATA_DIR_PARENT_PATH_ON_HOST", directory.toString()));
    }
}
