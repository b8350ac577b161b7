package org.ewms.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkListTest {
    private static final Path BASE = Path.of("/base");
    private static final OutputNames BESIDE = OutputNames.of("out", Optional.empty());
    private static final OutputNames IN_DIRECTORY = OutputNames.of(".out", Optional.of("res"));

    private static WorkList list(OutputNames names, String... paths) {
        List<InputFile> inputs = Stream.of(paths).map(InputFile::named).toList();
        return WorkList.of(BASE, inputs, names);
    }

    @ParameterizedTest
    @CsvSource({
        "data/x.in, data/x.out, res/x.out",
        "x, x.out, res/x.out",
        "a.b/x, a.b/x.out, res/x.out",
        "a/x.tar.gz, a/x.tar.out, res/x.tar.out",
        "a/.x, a/.x.out, res/.x.out",
        "/abs/x.in, /abs/x.out, res/x.out"
    })
    void a_result_has_its_inputs_name_with_another_extension(String input, String beside, String inDirectory) {
        assertThat(list(BESIDE, input).get(0).output()).isEqualTo(beside);
        assertThat(list(IN_DIRECTORY, input).get(0).output()).isEqualTo(inDirectory);
    }

    @Test
    void what_a_pattern_left_open_is_kept_in_the_output_directory() {
        WorkList work = WorkList.of(BASE, List.of(new InputFile("data/a/x.in", 5)), IN_DIRECTORY);
        assertThat(work.get(0)).isEqualTo(new WorkList.Entry("data/a/x.in", "res/a/x.out"));
    }

    @Test
    void an_input_named_twice_counts_once() {
        assertThat(list(BESIDE, "a.in", "./a.in", "/base/a.in", "b/../a.in").size())
                .isEqualTo(1);
    }

    @Test
    void two_inputs_with_one_result_are_refused() {
        assertThatThrownBy(() -> list(BESIDE, "a.in", "a.dat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a.in' and 'a.dat' have the same result file 'a.out'");
        assertThatThrownBy(() -> list(IN_DIRECTORY, "a/x.in", "b/x.in")).hasMessageContaining("res/x.out");
    }

    @Test
    void a_result_over_an_input_is_refused() {
        assertThatThrownBy(() -> list(BESIDE, "a.in", "a.out"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the result of 'a.in' would overwrite the input 'a.out'");
        assertThatThrownBy(() -> list(BESIDE, "a.out")).hasMessageContaining("would overwrite");
    }
}
