package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is one line that names the problem, exit code 2, and nothing started or written. */
class RunErrorsTest {
    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void inputs() throws IOException {
        for (String name : new String[] {"a.in", "a.dat", "b.in", "b.out", "script.sh"}) {
            Files.writeString(work.resolve(name), name);
        }
    }

    private void refuses(String problem, Object... arguments) {
        EwmsRun run = EwmsRun.of(arguments);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).first().asString().startsWith("ewms: ").contains(problem);
        assertThat(run.out()).isEmpty();
        assertThat(work.resolve("run")).doesNotExist();
    }

    private void refusesCopying(String problem, Object inputs, Object... options) {
        Object[] all = new Object[options.length + 8];
        System.arraycopy(new Object[] {"run", "--run-dir", work.resolve("run")}, 0, all, 0, 3);
        System.arraycopy(options, 0, all, 3, options.length);
        System.arraycopy(
                new Object[] {"--inputs=" + inputs, "--", "cp", "{{INFILE}}", "{{OUTFILE}}"},
                0,
                all,
                3 + options.length,
                5);
        refuses(problem, all);
    }

    @Test
    void no_input_matches() {
        refusesCopying("no file matches " + work + "/*.none", work + "/*.none");
    }

    @Test
    void two_inputs_have_one_result() {
        refusesCopying("have the same result file", work + "/a.*");
    }

    @Test
    void a_result_would_overwrite_an_input() {
        refusesCopying("would overwrite the input", work + "/b.*");
        refusesCopying("would overwrite the input", work + "/b.out");
    }

    @Test
    void nodes_that_are_sick_are_those_of_a_site() {
        refusesCopying("--sick-after goes with --site", work + "/a.in", "--sick-after", 3);
        refusesCopying("--sick-after must be 0..1000, is -1", work + "/a.in", "--sick-after=-1");
    }

    @Test
    void the_command_is_not_there() {
        Path run = work.resolve("run");
        refuses(
                "command not found: 'no-such-command'",
                "run",
                "--run-dir",
                run,
                "--inputs",
                work + "/*.in",
                "--",
                "no-such-command",
                "{{INFILE}}");
        refuses(
                "is not executable",
                "run",
                "--run-dir",
                run,
                "--inputs",
                work + "/*.in",
                "--",
                work.resolve("script.sh"),
                "{{INFILE}}");
    }

    @Test
    void the_command_or_the_inputs_are_missing() {
        refuses("a command is needed", "run", "--inputs", work + "/*.in");
        refuses(
                "takes the command from there",
                "run",
                "--retry-failed",
                work.resolve("run"),
                "--inputs",
                work + "/*.in",
                "--",
                "cp",
                "{{INFILE}}");
        refuses("--inputs or --inputs-from is needed", "run", "--", "cp", "{{INFILE}}", "{{OUTFILE}}");
    }

    @Test
    void values_that_make_no_sense() {
        refusesCopying("--workers must be 1..1024", work + "/*.in", "--workers", "0");
        refusesCopying("is not a time such as", work + "/*.in", "--timeout", "soon");
        refusesCopying("is not a size such as", work + "/*.in", "--memory", "much");
        refusesCopying("extension must be", work + "/*.in", "--out-ext", "a/b");
        refusesCopying("engine must be", work + "/*.in", "--image", "x", "--engine", "y");
        refusesCopying("exclude each other", work + "/*.in", "--out", work, "--archive", work.resolve("x.zip"));
    }

    @Test
    void a_run_to_try_again_that_is_none() {
        EwmsRun run = EwmsRun.of("run", "--retry-failed", work.resolve("run"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).singleElement().asString().contains("holds no run");
    }
}
