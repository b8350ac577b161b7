package org.ewms.pilot.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.ewms.pilot.FailureKind;
import org.junit.jupiter.api.Test;

class StderrTextTest {
    private static final String TRACEBACK = """
            Traceback (most recent call last):
              File "/a.py", line 7, in f
                g(x,
            RuntimeError: Error reading table coefficients""";
    private static final String BEFORE = "...\nfoo\nTraceback (most recent call last):\n    not this one\n...\n";
    private static final String AFTER = """

            DEBUG   [U=59925,P=95]     CleanupContainer()            Cleanup container
            DEBUG   [U=59925,P=95]     Master()                      Child exited with exit status 1
            """;

    @Test
    void the_last_traceback_wins() {
        assertThat(StderrText.error(BEFORE + TRACEBACK, false)).isEqualTo(TRACEBACK);
    }

    @Test
    void without_a_traceback_the_last_line_that_says_anything_does() {
        assertThat(StderrText.error("foo\ncurl: (22) The URL returned 404\n\n \n", false))
                .isEqualTo("curl: (22) The URL returned 404");
    }

    @Test
    void lines_of_apptainer_itself_are_skipped() {
        assertThat(StderrText.error(BEFORE + TRACEBACK + AFTER, true)).isEqualTo(TRACEBACK);
        assertThat(StderrText.error("foo\nno such star" + AFTER, true)).isEqualTo("no such star");
    }

    @Test
    void of_nothing_but_lines_of_apptainer_the_last_one_is_told() {
        assertThat(StderrText.error(AFTER, true)).isEqualTo("[Apptainer-Error] Child exited with exit status 1");
    }

    @Test
    void silence_is_told_as_such() {
        assertThat(StderrText.error(" \n", false)).isEqualTo("<no stderr logs>");
    }

    @Test
    void errors_look_as_in_python() {
        assertThat(TaskError.of("it's \"x\"\n\\", FailureKind.EXIT).repr())
                .isEqualTo("ContainerRunError('it\\'s \"x\"\\n\\\\')");
        assertThat(TaskError.of("it's", FailureKind.START).repr()).isEqualTo("ContainerSetupError(\"it's\")");
    }

    @Test
    void an_error_is_known_by_the_names_of_its_class_its_kind_and_its_python_exception() {
        assertThat(TaskError.of("task failed: [Timeout-Error] timed out after 2s", FailureKind.TIMEOUT)
                        .names())
                .containsExactlyInAnyOrder("ContainerRunError", "TimeoutError");
        assertThat(TaskError.of("task failed (exit code 1): " + TRACEBACK, FailureKind.EXIT)
                        .names())
                .containsExactlyInAnyOrder("ContainerRunError", "RuntimeError");
    }
}
