package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskRunner.Attempt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalFileRunnerIT {
    private static final String IMAGE = "localhost/ewms-test:1";

    @TempDir
    Path work = Path.of("");

    @TempDir
    Path data = Path.of("");

    private Path in = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void files() throws IOException {
        in = Files.writeString(data.resolve("x.in"), "hello");
        out = data.resolve("results/x.out");
    }

    private ProcessOptions shell(String script) {
        return ProcessOptions.of(List.of("sh", "-c", script, "sh", "{{INFILE}}", "{{OUTFILE}}"))
                .withWorkDirectory(work);
    }

    private Attempt event() throws IOException {
        return event(1);
    }

    private Attempt event(int number) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put(LocalFileRunner.INFILE, in.toString());
        headers.put(LocalFileRunner.OUTFILE, out.toString());
        headers.put(
                LocalFileRunner.INFILE_VERSION, FileVersion.of(in).orElseThrow().toString());
        return new Attempt(new Message("event", new byte[0], headers), number);
    }

    private TaskOutcome run(ProcessOptions options, Attempt attempt) throws InterruptedException {
        try (LocalFileRunner runner = LocalFileRunner.command(options, data, TaskLog.NONE)) {
            return runner.run(attempt);
        }
    }

    private void nothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    private static String version(TaskOutcome outcome) {
        return ((Done) outcome).results().getFirst().headers().getOrDefault(LocalFileRunner.OUTFILE_VERSION, "");
    }

    @Test
    void work_that_is_delivered_once_more_leaves_the_same_result_as_it_is_known() throws Exception {
        String first = version(run(shell("echo one > \"$2\""), event()));
        FileTime known = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(out, known);
        TaskOutcome again = run(shell("echo one > \"$2\""), event(2));
        assertThat(Files.getLastModifiedTime(out)).isEqualTo(known);
        assertThat(version(again))
                .isEqualTo(FileVersion.of(out).orElseThrow().toString())
                .isNotEqualTo(first);
        run(shell("echo two > \"$2\""), event(2));
        assertThat(out).hasContent("two");
        Files.setLastModifiedTime(out, known);
        run(shell("echo two > \"$2\""), event());
        assertThat(Files.getLastModifiedTime(out)).as("asked for anew").isNotEqualTo(known);
        nothingLeft();
    }

    @Test
    void the_command_reads_the_input_where_it_is_and_the_result_is_moved_to_its_place() throws Exception {
        TaskOutcome outcome =
                run(shell("[ \"$PWD\" = " + data + " ] && echo \"$1 $(basename $2) $(cat x.in)\" > \"$2\""), event());
        assertThat(out).hasContent(in + " x.out hello");
        assertThat(((Done) outcome).results().getFirst().headers())
                .containsEntry(
                        LocalFileRunner.OUTFILE_VERSION,
                        FileVersion.of(out).orElseThrow().toString())
                .containsEntry(LocalFileRunner.INFILE, in.toString())
                .containsKey("task-wall-ms");
        nothingLeft();
    }

    @Test
    void a_failure_leaves_the_earlier_result_as_it_was() throws Exception {
        Files.createDirectories(out.getParent());
        Files.writeString(out, "earlier");
        TaskOutcome outcome = run(shell("echo half > \"$2\"; echo why >&2; exit 3"), event());
        assertThat(((Failed) outcome).reason()).startsWith("exit code 3 after").endsWith("why");
        assertThat(out).hasContent("earlier");
        nothingLeft();
    }

    @Test
    void a_command_without_a_result_is_done() throws Exception {
        TaskOutcome outcome = run(shell("true"), event());
        assertThat(((Done) outcome).results().getFirst().headers()).doesNotContainKey(LocalFileRunner.OUTFILE_VERSION);
        assertThat(out).doesNotExist();
    }

    @Test
    void an_input_that_changes_before_or_meanwhile_is_a_failure() throws Exception {
        Attempt before = event();
        Files.writeString(in, "other");
        Files.setLastModifiedTime(in, java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(((Failed) run(shell("echo > \"$2\""), before)).reason()).contains("has changed since");
        assertThat(((Failed) run(shell("echo more >> \"$1\"; echo > \"$2\""), event())).reason())
                .contains("changed while the task read it");
        assertThat(out).doesNotExist();
    }

    @Test
    void what_is_no_file_is_no_result() throws Exception {
        assertThat(((Failed) run(shell("mkdir \"$2\""), event())).kind()).isEqualTo(FailureKind.RESULT);
    }

    @Test
    void an_event_that_names_no_files_fails() throws Exception {
        TaskOutcome outcome = run(shell("true"), new Attempt(Message.of("event", new byte[0]), 1));
        assertThat(((Failed) outcome).reason()).contains("'infile' must be an absolute path");
    }

    @Test
    void a_result_goes_to_another_file_system_in_one_step_too() throws Exception {
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "ewms-test-");
        try {
            TaskOutcome outcome = run(shell("cat \"$1\" > \"$2\"").withWorkDirectory(memory), event());
            assertThat(outcome).isInstanceOf(Done.class);
            assertThat(out).hasContent("hello");
            try (Stream<Path> there = Files.list(out.getParent())) {
                assertThat(there).containsExactly(out);
            }
        } finally {
            Files.delete(memory);
        }
    }

    @Test
    void a_container_reads_a_copy_and_its_result_is_moved_out() throws Exception {
        TaskContainer container = new TaskContainer("podman", IMAGE, List.of(data));
        ProcessOptions options = shell("cat \"$1\" " + in + " > \"$2\"; ls -d /ewms-run/in/x.in >> \"$2\"")
                .withTimeout(Duration.ofSeconds(100));
        try (LocalFileRunner runner = LocalFileRunner.container(options, container, TaskLog.NONE)) {
            assertThat(runner.run(event())).isInstanceOf(Done.class);
        }
        assertThat(out).hasContent("hellohello/ewms-run/in/x.in");
        nothingLeft();
    }

    @Test
    void an_image_that_is_not_there_is_said_before_anything_runs() {
        TaskContainer container = new TaskContainer("podman", "localhost/no-such-image:1", List.of());
        assertThatThrownBy(() -> LocalFileRunner.container(shell("true"), container, TaskLog.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-image");
    }
}
