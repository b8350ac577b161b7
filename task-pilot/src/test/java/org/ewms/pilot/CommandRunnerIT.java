package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.ewms.pilot.TaskRunner.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandRunnerIT {
    private static final Attempt HELLO = new Attempt(Message.of("event-1", "hello\n".getBytes(UTF_8)), 2);

    @TempDir
    Path work;

    @TempDir
    Path elsewhere;

    private ProcessOptions shell(String script) {
        return ProcessOptions.of(List.of("sh", "-c", script, "sh", "{{INFILE}}", "{{OUTFILE}}"))
                .withWorkDirectory(work);
    }

    private static TaskOutcome run(ProcessOptions options) throws InterruptedException {
        try (CommandRunner runner = new CommandRunner(options)) {
            return runner.run(HELLO);
        }
    }

    private static String failure(ProcessOptions options) throws InterruptedException {
        TaskOutcome outcome = run(options);
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).reason();
    }

    private static Message result(ProcessOptions options) throws InterruptedException {
        TaskOutcome outcome = run(options);
        assertThat(outcome)
                .asInstanceOf(type(Done.class))
                .satisfies(done -> assertThat(done.results()).hasSize(1));
        return ((Done) outcome).results().getFirst();
    }

    private static String text(Message message) {
        return new String(message.body(), UTF_8);
    }

    private List<Path> leftInWork() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.toList();
        }
    }

    /** Processes write their own pid to files elsewhere; this waits until those are all gone. */
    private void awaitNoneAlive(String... names) {
        for (String name : names) {
            await().until(() -> Files.exists(elsewhere.resolve(name))
                    && !Files.readString(elsewhere.resolve(name)).isBlank());
            await().until(() -> !running(elsewhere.resolve(name)));
        }
    }

    private static boolean running(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            String state = Files.readString(stat);
            return !state.substring(state.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void the_command_reads_the_infile_and_writes_the_outfile() throws InterruptedException, IOException {
        Message result = result(shell("tr a-z A-Z < \"$1\" > \"$2\""));
        assertThat(text(result)).isEqualTo("HELLO\n");
        assertThat(result.id()).isEqualTo("event-1");
        assertThat(result.headers()).containsKey("task-wall-ms");
        assertThat(leftInWork()).isEmpty();
    }

    @Test
    void the_environment_names_files_event_and_attempt_and_hides_the_pilots_own() throws InterruptedException {
        ProcessOptions options = ProcessOptions.of(List.of(
                        "sh",
                        "-c",
                        "echo \"$EWMS_TASK_EVENT_ID $EWMS_TASK_ATTEMPT $MINE $(cat $EWMS_TASK_INFILE)\" > $EWMS_TASK_OUTFILE;"
                                + " env | grep -c '^_*EWMS_PILOT_' >> $EWMS_TASK_OUTFILE; true"))
                .withWorkDirectory(work)
                .withEnvironment(Map.of("MINE", "value", "EWMS_OTHER", "x"));
        assertThat(text(result(options))).isEqualTo("event-1 2 value hello\n0\n");
    }

    @Test
    void files_have_the_extensions_asked_for() throws InterruptedException {
        try (CommandRunner runner = new CommandRunner(shell("echo \"$1 $2\" > \"$2\""), ".JSON", "pkl.b64")) {
            Done done = (Done) runner.run(HELLO);
            assertThat(text(done.results().getFirst())).containsPattern("/in-1\\.json .*/out-1\\.pkl\\.b64\n");
        }
    }

    @Test
    void a_task_finds_nothing_of_the_one_before_it() throws InterruptedException, IOException {
        String script =
                "ls -A | grep -v \"^$(basename \"$1\")$\" > \"$2\"; mkdir -p a/b; ln -s / a/b/root; touch a/b/c .d;"
                        + " [ -e ../fail ] && exit 1; true";
        try (CommandRunner runner = new CommandRunner(shell(script))) {
            for (int event = 0; event < 3; event++) {
                Done done = (Done) runner.run(HELLO);
                assertThat(text(done.results().getFirst()).lines()).allMatch(name -> name.startsWith("out-"));
            }
            Files.createFile(work.resolve("fail"));
            assertThat(runner.run(HELLO)).isInstanceOf(Failed.class);
            Files.delete(work.resolve("fail"));
            assertThat(leftInWork()).isEmpty();
            assertThat(runner.run(HELLO)).isInstanceOf(Done.class);
        }
        assertThat(leftInWork()).isEmpty();
    }

    @Test
    void no_outfile_is_success_without_a_result() throws InterruptedException {
        assertThat(run(shell("true"))).isEqualTo(new Done(List.of()));
    }

    @Test
    void arguments_never_meet_a_shell() throws InterruptedException {
        ProcessOptions options = ProcessOptions.of(
                        List.of("python3", "-c", """
                        import sys; open(sys.argv[1], "w").write(sys.argv[2])""", "{{OUTFILE}}", "$(rm -rf /); `x` * 'y'"))
                .withWorkDirectory(work);
        assertThat(text(result(options))).isEqualTo("$(rm -rf /); `x` * 'y'");
    }

    @Test
    void a_failure_tells_the_exit_code_and_the_last_words() throws InterruptedException, IOException {
        assertThat(failure(shell("echo noise; echo 'no such star' >&2; exit 3")))
                .matches("exit code 3 after \\d+ ms: no such star");
        assertThat(leftInWork()).isEmpty();
    }

    @Test
    void a_python_failure_tells_its_exception() throws InterruptedException {
        ProcessOptions options = ProcessOptions.of(List.of("python3", "-c", "raise ValueError('no energy')"))
                .withWorkDirectory(work);
        assertThat(failure(options)).startsWith("exit code 1").endsWith("ValueError: no energy");
    }

    @Test
    void chosen_exit_codes_mean_poison() throws InterruptedException {
        assertThat(run(shell("echo malformed >&2; exit 65").withPoisonCodes(Set.of(65))))
                .isEqualTo(new Poison("exit code 65: malformed"));
    }

    @Test
    void a_killed_task_fails_with_128_and_the_signal() throws InterruptedException {
        assertThat(failure(shell("kill -9 $$"))).startsWith("exit code 137");
    }

    @Test
    void a_missing_program_fails_the_attempt_naming_it() throws InterruptedException {
        ProcessOptions options = ProcessOptions.of(List.of("/no/such/program")).withWorkDirectory(work);
        assertThat(failure(options)).contains("/no/such/program").contains("No such file");
    }

    @Test
    void a_timeout_kills_the_whole_tree_even_what_hides_in_another_session() throws InterruptedException {
        String script = "echo $$ > %1$s/leader;"
                + " (trap '' TERM; sh -c 'echo $$ > %1$s/child; exec sleep 1000') &"
                + " setsid sh -c 'echo $$ > %1$s/hidden; exec sleep 1000' &"
                + " while [ ! -s %1$s/hidden ]; do sleep 0.01; done; wait";
        String reason = failure(shell(script.formatted(elsewhere)).withTimeout(Duration.ofSeconds(1)));
        assertThat(reason).startsWith("timed out after PT1S");
        awaitNoneAlive("leader", "child", "hidden");
    }

    @Test
    void a_task_that_ends_well_leaves_no_child_behind() throws InterruptedException {
        String script =
                "sh -c 'echo $$ > %1$s/child; exec sleep 1000' & while [ ! -s %1$s/child ]; do sleep 0.01; done";
        assertThat(run(shell(script.formatted(elsewhere)))).isInstanceOf(Done.class);
        awaitNoneAlive("child");
    }

    @Test
    void closing_the_runner_kills_even_hidden_children_of_tasks_that_ended_well() throws InterruptedException {
        String script = "setsid sh -c 'echo $$ > %1$s/hidden; exec sleep 1000' &"
                + " while [ ! -s %1$s/hidden ]; do sleep 0.01; done";
        assertThat(run(shell(script.formatted(elsewhere)))).isInstanceOf(Done.class);
        awaitNoneAlive("hidden");
    }

    @Test
    void an_interrupt_kills_the_task() throws InterruptedException {
        String script = "echo $$ > %1$s/leader; exec sleep 1000".formatted(elsewhere);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                run(shell(script));
            } catch (InterruptedException e) {
                thrown.complete(e);
            }
        });
        await().until(() -> Files.exists(elsewhere.resolve("leader")));
        thread.interrupt();
        assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
        awaitNoneAlive("leader");
    }

    @Test
    void a_task_that_eats_memory_is_killed_naming_the_limit() throws InterruptedException {
        ProcessOptions options = ProcessOptions.of(
                        List.of("python3", "-c", "import time; x = bytearray(200_000_000); time.sleep(1000)"))
                .withWorkDirectory(work)
                .withMemoryBytes(100_000_000);
        assertThat(failure(options)).matches("used \\d+ bytes of memory, at most 100000000 are allowed: .*");
    }

    @Test
    void a_result_that_is_too_large_is_not_read() throws InterruptedException {
        assertThat(failure(shell("head -c 1000001 /dev/zero > \"$2\"").withResultBytes(1_000_000)))
                .isEqualTo("the result has 1000001 bytes, at most 1000000 are allowed");
    }

    @Test
    void floods_on_stdout_and_stderr_cost_no_memory_and_the_last_words_survive() throws InterruptedException {
        String reason = failure(shell("head -c 100000000 /dev/zero; head -c 50000000 /dev/zero | tr '\\0' x >&2;"
                + " echo 'last words' >&2; exit 1"));
        assertThat(reason).hasSizeLessThan(2200).endsWith("last words");
    }

    @Test
    void measures_what_a_longer_task_uses() throws InterruptedException {
        Message result =
                result(shell("i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; sleep 0.3; echo > \"$2\"; sleep 1.2"));
        assertThat(Long.parseLong(result.headers().get("task-cpu-ms"))).isPositive();
        assertThat(Long.parseLong(result.headers().get("task-peak-bytes"))).isBetween(100_000L, 100_000_000L);
        assertThat(Long.parseLong(result.headers().get("task-wall-ms"))).isGreaterThan(1400);
    }

    @Test
    void refuses_options_out_of_range() {
        ProcessOptions options = ProcessOptions.of(List.of("true"));
        assertThatThrownBy(() -> ProcessOptions.of(List.of())).hasMessageStartingWith("command must name a program");
        assertThatThrownBy(() -> options.withTimeout(Duration.ZERO)).hasMessage("timeout must be positive, is PT0S");
        assertThatThrownBy(() -> options.withPoisonCodes(Set.of(0))).hasMessageContaining("poisonCodes");
        assertThatThrownBy(() -> new CommandRunner(options, "../x", "out")).hasMessageContaining("file extension");
    }
}
