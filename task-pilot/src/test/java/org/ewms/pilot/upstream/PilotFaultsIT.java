package org.ewms.pilot.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ewms.pilot.EnvironmentPilot;
import org.ewms.pilot.StopReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pilots, tasks and workers killed, stopped and frozen; tasks that behave badly. {@code -Dpilot.fault.seeds=20} for more seeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class PilotFaultsIT {
    private static final int EVENTS = 24;

    /** Tells its process id, then takes a moment. */
    private static final String WORK = """
            import os, time
            def task(text):
                with open("%s/" + text, "a") as f: f.write("%%d\\n" %% os.getpid())
                time.sleep(0.1)
                return text
            """;

    @TempDir
    static Path brokerDirectory;

    private Station station = NoStation.HERE;

    @BeforeAll
    void startBroker() throws Exception {
        station = Station.start("embedded", brokerDirectory);
    }

    @AfterAll
    void stopBroker() throws Exception {
        station.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("pilot.fault.seeds", 1L));
    }

    private Trial trial(String runner, Path at, Path pids) throws InterruptedException {
        Trial trial = new Trial(station, runner, at).task(WORK.formatted(pids)).items(EVENTS);
        return trial.set("EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", "false")
                .set("EWMS_PILOT_MAX_CONCURRENT_TASKS", "3")
                .set("EWMS_PILOT_PREFETCH", "6")
                .set("EWMS_PILOT_TIMEOUT_QUEUE_WAIT_FOR_FIRST_MESSAGE", "8");
    }

    private static List<Long> pids(Path directory) throws IOException {
        List<Long> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream().map(Long::valueOf).forEach(all::add);
            }
        }
        return all;
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void awaitNoneAlive(Path pids) {
        await().atMost(Duration.ofSeconds(30)).until(() -> pids(pids).stream().noneMatch(PilotFaultsIT::alive));
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    private static List<String> all() {
        return IntStream.range(0, EVENTS).mapToObj(i -> "item" + i).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pilots_and_tasks_are_killed_and_every_event_has_one_result(long seed, @TempDir Path at, @TempDir Path pids)
            throws Exception {
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        String runner = random.nextBoolean() ? "command" : "resident";
        try (Trial trial = trial(runner, at, pids)) {
            for (int strike = 0; strike < 3; strike++) {
                int before = pids(pids).size();
                Process pilot = trial.startProcess();
                int more = runner.equals("resident") ? 1 : 1 + random.nextInt(3);
                await().atMost(Duration.ofSeconds(120))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> pids(pids).size() >= before + more || !pilot.isAlive());
                strike(random.nextInt(4), pilot, pids);
                pilot.waitFor(60, TimeUnit.SECONDS);
                assertThat(pilot.isAlive()).isFalse();
                awaitNoneAlive(pids);
            }
            trial.set("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "8").pilot();
            finish(trial);
            assertThat(trial.texts(EVENTS)).containsExactlyInAnyOrderElementsOf(all());
            awaitNoneAlive(pids);
        }
    }

    /** A killed task counts as failed, which the pilot's end tells. */
    private static void finish(Trial trial) throws InterruptedException {
        try {
            trial.run();
        } catch (org.ewms.pilot.PilotFailedException e) {
            assertThat(e).hasMessageContaining("FAILED");
        }
    }

    private static void strike(int kind, Process pilot, Path pids) throws Exception {
        switch (kind) {
            case 0 -> pilot.destroyForcibly();
            case 1 -> pilot.destroy();
            case 2 -> {
                for (long pid : pids(pids)) {
                    signal("KILL", pid);
                }
                pilot.destroyForcibly();
            }
            default -> {
                signal("STOP", pilot.pid());
                await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
                signal("CONT", pilot.pid());
                pilot.destroy();
            }
        }
    }

    @Test
    void told_to_stop_a_pilot_gives_back_what_it_cannot_finish_and_leaves_nothing_running(
            @TempDir Path at, @TempDir Path pids) throws Exception {
        String hang = WORK.formatted(pids).replace("sleep(0.1)", "sleep(1000)");
        try (Trial trial = new Trial(station, "command", at).task(hang).items(2)) {
            Process pilot = trial.set("EWMS_PILOT_DRAIN_GRACE", "1").startProcess();
            await().atMost(Duration.ofSeconds(60)).until(() -> !pids(pids).isEmpty());
            pilot.destroy();
            assertThat(pilot.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(pilot.exitValue()).isEqualTo(143);
            awaitNoneAlive(pids);
            trial.task("def task(text): return text\n").run();
            assertThat(trial.texts(2)).containsExactlyInAnyOrder("item0", "item1");
            assertThat(trial.tree()).isEmpty();
        }
    }

    @Test
    void tasks_that_behave_badly_cost_only_themselves_and_say_why(@TempDir Path at, @TempDir Path pids)
            throws Exception {
        String bad = """
                import os, subprocess, sys, time
                def task(text):
                    with open("%1$s/" + text, "a") as f: f.write("%%d\\n" %% os.getpid())
                    if text == "hang": time.sleep(1000)
                    if text == "fork":
                        for i in range(3):
                            p = subprocess.Popen(["sleep", "1000"], start_new_session=True)
                            with open("%1$s/" + text, "a") as f: f.write("%%d\\n" %% p.pid)
                        sys.exit(9)
                    if text == "disk": open("big", "wb").write(b"x" * 50000000); raise OSError("disk")
                    if text == "memory": x = bytearray(300000000); time.sleep(1000)
                    if text == "flood":
                        for i in range(3000): print("x" * 10000)
                        raise RuntimeError("flooded")
                    if text == "huge": os.truncate(os.open("{{OUTFILE}}", os.O_CREAT | os.O_RDWR), 1 << 30); return None
                    return text
                """.formatted(pids);
        List<String> events = List.of("good0", "hang", "fork", "disk", "memory", "flood", "huge", "good1");
        try (Trial trial = new Trial(station, "command", at).task(bad).texts(events.toArray(String[]::new))) {
            trial.set("EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", "false")
                    .set("EWMS_PILOT_MAX_ATTEMPTS", "1")
                    .set("EWMS_PILOT_MAX_CONCURRENT_TASKS", "2")
                    .set("EWMS_PILOT_TASK_TIMEOUT", "25")
                    .set("EWMS_PILOT_TASK_MEMORY", "200000000")
                    .set("EWMS_PILOT_TASK_LOG", at.resolve("tasks.log").toString());
            assertThatThrownBy(trial::run).hasMessageStartingWith("6 TASK(S) FAILED: ");
            assertThat(trial.texts(2)).containsExactlyInAnyOrder("good0", "good1");
            String reasons = String.join(
                    "\n",
                    trial.deadLetters(6).stream()
                            .map(dead -> dead.headers().getOrDefault("ewms-dead-letter-reason", ""))
                            .toList());
            assertThat(reasons)
                    .contains("[Timeout-Error] timed out after 25s")
                    .contains("(exit code 9)")
                    .contains("OSError: disk")
                    .contains("bytes of memory, at most 200000000 are allowed")
                    .contains("RuntimeError: flooded")
                    .contains("the result has 1073741824 bytes");
            awaitNoneAlive(pids);
            assertThat(trial.tree()).isEmpty();
            assertThat(Files.size(at.resolve("tasks.log"))).isBetween(1L << 20, 3L << 20);
        }
    }

    @Test
    void a_pilot_frozen_beyond_its_lease_does_not_double_a_result(@TempDir Path at, @TempDir Path pids)
            throws Exception {
        try (Station nats = Station.start("nats", at.resolve("nats"));
                Trial trial = new Trial(nats, "command", at)
                        .task(WORK.formatted(pids))
                        .items(3)) {
            trial.set("EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", "false");
            Process frozen = trial.startProcess();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !pids(pids).isEmpty());
            signal("STOP", frozen.pid());
            EnvironmentPilot other =
                    trial.set("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "30").pilot();
            Thread running = Thread.ofPlatform().start(() -> {
                try {
                    assertThat(other.run()).isEqualTo(StopReason.DRAINED);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            List<String> results = trial.texts(3);
            signal("CONT", frozen.pid());
            assertThat(frozen.waitFor(60, TimeUnit.SECONDS)).isTrue();
            other.stop();
            running.join();
            assertThat(results).containsExactlyInAnyOrder("item0", "item1", "item2");
            assertThat(trial.results(0)).isEmpty();
        }
    }
}
