package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.ewms.pilot.TaskRunner.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResidentRunnerIT {
    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

    /** Answers with its pid, and does as the event's text says. */
    private static final String SCRIPT = """
            import os, sys, time
            i, o = sys.stdin.buffer, sys.stdout.buffer
            def say(word, body): o.write(b"%s %d\\n%s" % (word, len(body), body))
            o.write(b"ready\\n"); o.flush()
            for line in i:
                length = int(line.split()[1])
                text = i.read(length)
                if text == b"crash": sys.stderr.write("out of luck"); sys.exit(7)
                if text == b"hang": time.sleep(1000)
                if text == b"junk": o.write(b"hello world\\n")
                if text == b"huge": o.write(b"result 9999999999\\n")
                if text == b"half": o.write(b"result 10\\nabc"); o.flush(); sys.exit(0)
                if text == b"endless": o.write(b"x" * 100000)
                if text == b"fail": say(b"failed", b"no luck")
                elif text == b"poison": say(b"poison", b"malformed")
                elif text == b"none": o.write(b"done\\n")
                elif text == b"many": say(b"result", b"one"); say(b"result", b""); o.write(b"done\\n")
                else: say(b"result", b"%d" % os.getpid()); o.write(b"done\\n")
                o.flush()
            """;

    @TempDir
    Path work;

    private ResidentRunner runner(List<String> command, Duration timeout) throws IOException {
        return new ResidentRunner(ProcessOptions.of(command)
                .withWorkDirectory(work)
                .withTimeout(timeout)
                .withResultBytes(10_000_000));
    }

    private ResidentRunner script() throws IOException {
        return runner(List.of("python3", "-c", SCRIPT), Duration.ofSeconds(20));
    }

    private static Attempt event(String text) {
        return new Attempt(Message.of("event-1", text.getBytes(UTF_8)), 1);
    }

    private static String answer(TaskRunner runner, String text) throws InterruptedException {
        TaskOutcome outcome = runner.run(event(text));
        assertThat(outcome).isInstanceOf(Done.class);
        return new String(((Done) outcome).results().getFirst().body(), UTF_8);
    }

    private static boolean running(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker.py", "worker.sh"})
    void the_examples_work(String example) throws IOException, InterruptedException {
        String interpreter = example.endsWith(".py") ? "python3" : "sh";
        List<String> command = List.of(interpreter, EXAMPLES.resolve(example).toString());
        try (ResidentRunner runner = runner(command, Duration.ofSeconds(20))) {
            for (int i = 0; i < 20; i++) {
                assertThat(answer(runner, "event " + i + "\nof many")).isEqualTo("EVENT " + i + "\nOF MANY");
            }
            assertThat(answer(runner, "x".repeat(300_000))).isEqualTo("X".repeat(300_000));
        }
    }

    @Test
    void one_process_takes_many_events_and_ends_with_the_runner() throws IOException, InterruptedException {
        String pid;
        try (ResidentRunner runner = script()) {
            pid = answer(runner, "a");
            for (int i = 0; i < 100; i++) {
                assertThat(answer(runner, "b")).isEqualTo(pid);
            }
            assertThat(running(pid)).isTrue();
        }
        await().until(() -> !running(pid));
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void a_worker_may_answer_with_failure_poison_nothing_or_several_results() throws IOException, InterruptedException {
        try (ResidentRunner runner = script()) {
            assertThat(runner.run(event("fail"))).isEqualTo(new Failed("no luck"));
            assertThat(runner.run(event("poison"))).isEqualTo(new Poison("malformed"));
            assertThat(runner.run(event("none"))).isEqualTo(new Done(List.of()));
            Done many = (Done) runner.run(event("many"));
            assertThat(many.results()).extracting(Message::id).containsExactly("event-1", "event-1#1");
        }
    }

    @Test
    void a_crash_costs_one_attempt_and_the_next_event_gets_a_new_worker() throws IOException, InterruptedException {
        try (ResidentRunner runner = script()) {
            String pid = answer(runner, "a");
            assertThat(runner.run(event("crash")))
                    .isEqualTo(new Failed(
                            "the worker ended in the middle of an event (exit code 7): out of luck", FailureKind.EXIT));
            assertThat(answer(runner, "a")).isNotEqualTo(pid);
        }
    }

    @Test
    void a_worker_killed_while_idle_costs_nothing() throws IOException, InterruptedException {
        try (ResidentRunner runner = script()) {
            String pid = answer(runner, "a");
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
            await().until(() -> !running(pid));
            assertThat(answer(runner, "a")).isNotEqualTo(pid);
        }
    }

    @Test
    void a_worker_that_hangs_is_killed_at_the_timeout() throws IOException, InterruptedException {
        try (ResidentRunner runner = runner(List.of("python3", "-c", SCRIPT), Duration.ofSeconds(5))) {
            String pid = answer(runner, "a");
            assertThat(runner.run(event("hang")))
                    .isEqualTo(new Failed("timed out after PT5S: <nothing on stderr>", FailureKind.TIMEOUT));
            await().until(() -> !running(pid));
        }
    }

    @Test
    void an_interrupt_kills_the_worker() throws IOException, InterruptedException {
        try (ResidentRunner runner = script()) {
            String pid = answer(runner, "a");
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    runner.run(event("hang"));
                } catch (InterruptedException e) {
                    thrown.complete(e);
                }
            });
            thread.interrupt();
            assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
            await().until(() -> !running(pid));
        }
    }

    @Test
    void what_is_not_a_frame_is_quoted_in_the_reason() throws IOException, InterruptedException {
        try (ResidentRunner runner = script()) {
            assertThat(((Failed) runner.run(event("junk"))).reason())
                    .startsWith("the worker wrote to its stdout what is not a frame: \"hello world\"");
            assertThat(((Failed) runner.run(event("endless"))).reason())
                    .startsWith("the worker wrote to its stdout what is not a frame: \"xxx")
                    .hasSizeLessThan(1000);
            assertThat(((Failed) runner.run(event("huge"))).reason())
                    .startsWith("the worker announced 9999999999 bytes, at most 10000000 are allowed");
            assertThat(((Failed) runner.run(event("half"))).reason())
                    .startsWith("the worker's output ended after 3 of 10 bytes");
            assertThat(answer(runner, "a")).isNotEmpty();
        }
    }

    @Test
    void a_worker_that_does_not_start_fails_the_attempt_with_its_last_words() throws IOException, InterruptedException {
        try (ResidentRunner runner =
                runner(List.of("sh", "-c", "echo 'no licence' >&2; exit 4"), Duration.ofSeconds(20))) {
            assertThat(runner.run(event("a")))
                    .isEqualTo(new Failed(
                            "the worker did not start: the worker began with the end of its output"
                                    + " instead of ready (exit code 4): no licence",
                            FailureKind.EXIT));
        }
    }
}
