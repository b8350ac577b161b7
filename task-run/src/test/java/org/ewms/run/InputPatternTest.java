package org.ewms.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputPatternTest {
    @TempDir
    Path base = Path.of("");

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of(
                "a.in",
                "b.in",
                "c.txt",
                "d/a.in",
                "d/e/f.in",
                "d/.hidden.in",
                "d/.git/x.in",
                "x[1].in",
                "runs/r/y.in")) {
            Path file = base.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<InputFile> find(String pattern) throws IOException {
        List<InputFile> found = new ArrayList<>();
        new InputPattern(base, pattern, base.resolve("runs")).find(found::add);
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.in        | a.in b.in x[1].in
            ?.in        | a.in b.in
            [ab].*      | a.in b.in
            {a,c}.*     | a.in c.txt
            d/*         | d/a.in
            d/.*        | d/.hidden.in
            */*.in      | d/a.in
            **/*.in     | a.in b.in d/a.in d/e/f.in x[1].in
            **/a.in     | a.in d/a.in
            d/**        | d/a.in d/e/f.in
            d//e/*      | d/e/f.in
            x[1].in     | x[1].in
            none/*      | ''
            *.none      | ''
            """)
    void finds_what_a_shell_would(String pattern, String expected) throws IOException {
        assertThat(String.join(
                        " ",
                        find(pattern).stream().map(InputFile::path).sorted().toList()))
                .isEqualTo(expected);
    }

    @Test
    void an_absolute_pattern_gives_absolute_paths() throws IOException {
        assertThat(find(base + "/d/*")).extracting(InputFile::path).containsExactly(base + "/d/a.in");
    }

    @Test
    void what_the_pattern_left_open_names_the_result_in_a_directory() throws IOException {
        assertThat(find("d/**/*.in")).extracting(InputFile::relative).containsExactlyInAnyOrder("a.in", "e/f.in");
        assertThat(find("d/e/f.in")).extracting(InputFile::relative).containsExactly("f.in");
    }

    @Test
    void a_directory_is_no_pattern_of_files() {
        assertThatThrownBy(() -> find("d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'d/*'");
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> find("a[.in"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a[.in' is not a pattern");
    }
}
