package org.ewms.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandIdentityTest {
    private static final List<String> COMMAND = List.of("python3", "script.py", "{{INFILE}}");

    @TempDir
    Path base = Path.of("");

    private Path input = Path.of("");

    @BeforeEach
    void files() throws IOException {
        input = Files.writeString(base.resolve("x.in"), "data");
        Files.writeString(base.resolve("script.py"), "print()");
    }

    private WorkKey key(List<String> command, Optional<String> image) throws IOException {
        return CommandIdentity.of(command, image, "command", base).key(input, "x.out");
    }

    @Test
    void the_same_work_has_the_same_key() throws IOException {
        WorkKey key = key(COMMAND, Optional.empty());
        assertThat(key(COMMAND, Optional.empty())).isEqualTo(key);
        assertThat(WorkKey.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void another_input_argument_image_or_result_makes_it_other_work() throws IOException {
        WorkKey key = key(COMMAND, Optional.empty());
        assertThat(key(List.of("python3", "script.py", "-v", "{{INFILE}}"), Optional.empty()))
                .isNotEqualTo(key);
        assertThat(key(COMMAND, Optional.of("image"))).isNotEqualTo(key);
        assertThat(CommandIdentity.of(COMMAND, Optional.empty(), "command", base)
                        .key(input, "y.out"))
                .isNotEqualTo(key);
        Files.writeString(input, "other");
        assertThat(key(COMMAND, Optional.empty())).isNotEqualTo(key);
    }

    @Test
    void an_edited_script_makes_it_other_work() throws IOException {
        WorkKey key = key(COMMAND, Optional.empty());
        Files.writeString(base.resolve("script.py"), "print(1)");
        assertThat(key(COMMAND, Optional.empty())).isNotEqualTo(key);
    }

    @Test
    void where_one_argument_ends_matters() throws IOException {
        assertThat(key(List.of("a", "bc"), Optional.empty())).isNotEqualTo(key(List.of("ab", "c"), Optional.empty()));
    }
}
