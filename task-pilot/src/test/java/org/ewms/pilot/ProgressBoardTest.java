package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskRunner.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBoardTest {
    private static final Attempt ATTEMPT = new Attempt(Message.of("e", new byte[0]), 2);

    private final ProgressBoard board = new ProgressBoard();

    @ParameterizedTest
    @CsvSource({
        "0.25, 0.25, ''",
        "1, 1, ''",
        ".5 half, 0.5, half",
        "'0.1 first\n0.2 second\n', 0.2, second",
        "1.5 times, , 1.5 times",
        "2, , 2",
        "still reading, , still reading",
        "'0.3 a\tb\u0007c', 0.3, a b c",
    })
    void a_fraction_and_a_text_are_taken_from_the_last_line(String words, Double fraction, String text) {
        board.tell(ATTEMPT, words);
        OptionalDouble expected = fraction == null ? OptionalDouble.empty() : OptionalDouble.of(fraction);
        assertThat(board.current()).containsExactly(new TaskProgress("e", 2, expected, text));
    }

    @Test
    void a_long_text_is_cut() {
        board.tell(ATTEMPT, "x".repeat(10_000));
        assertThat(board.current())
                .singleElement()
                .satisfies(each -> assertThat(each.text()).hasSize(200).endsWith("…"));
    }

    @Test
    void a_file_is_read_when_asked_for_and_counts_only_if_it_is_one(@TempDir Path at) throws IOException {
        Path file = at.resolve("progress");
        board.watch(ATTEMPT, file);
        assertThat(board.current()).isEmpty();
        Files.writeString(file, "0.5\n".repeat(10_000) + "0.75 nearly");
        assertThat(board.current()).containsExactly(new TaskProgress("e", 2, OptionalDouble.of(0.75), "nearly"));
        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(at.resolve("other"), "secret"));
        assertThat(board.current()).isEmpty();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(board.current()).isEmpty();
    }

    @Test
    void who_has_ended_is_forgotten() {
        board.tell(ATTEMPT, "0.5");
        board.ended(ATTEMPT);
        assertThat(board.current()).isEmpty();
    }
}
