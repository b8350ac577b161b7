package org.ewms.run.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ewms.pilot.FileVersion;
import org.ewms.run.Outcome;
import org.ewms.run.RunException;
import org.ewms.run.WorkKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Outcome DONE =
            new Outcome.Done(new WorkKey(1, -2), "a \"ü\".in", "a.out", Optional.of(new FileVersion(3, 4)), 5);
    private static final Outcome EMPTY = new Outcome.Done(new WorkKey(5, 6), "b.in", "b.out", Optional.empty(), 5);
    private static final Outcome FAILED =
            new Outcome.Failed(new WorkKey(7, 8), "c.in", "c.out", 3, "exit code 1 after 5 ms: line\nline");

    @TempDir
    Path directory = Path.of("");

    private Path file() {
        return directory.resolve("journal.jsonl");
    }

    private void write(Outcome... outcomes) throws IOException {
        try (Journal journal = Journal.open(file(), outcome -> {})) {
            Arrays.stream(outcomes).forEach(journal::add);
        }
    }

    private List<Outcome> read() throws IOException {
        List<Outcome> read = new ArrayList<>();
        Journal.open(file(), read::add).close();
        return read;
    }

    @Test
    void what_was_written_is_read() throws IOException {
        write(DONE, EMPTY);
        write(FAILED);
        assertThat(read()).containsExactly(DONE, EMPTY, FAILED);
    }

    @Test
    void wherever_a_crash_cuts_it_the_whole_lines_stay_and_more_can_be_written() throws IOException {
        write(DONE, EMPTY, FAILED);
        byte[] whole = Files.readAllBytes(file());
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            int lines = (int) new String(whole, 0, cut, java.nio.charset.StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            write(DONE);
            List<Outcome> expected =
                    new ArrayList<>(List.of(DONE, EMPTY, FAILED).subList(0, lines));
            expected.add(DONE);
            assertThat(read()).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void a_damaged_line_costs_only_itself() throws IOException {
        write(DONE);
        Files.write(
                file(),
                "{\"done\":\"12\0\0\0\n[]\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        write(FAILED);
        assertThat(read()).containsExactly(DONE, FAILED);
    }

    @Test
    void only_one_at_a_time_may_write() throws IOException {
        try (Journal journal = Journal.open(file(), outcome -> {})) {
            journal.add(DONE);
            Journal.read(file(), outcome -> {});
            assertThatThrownBy(() -> Journal.open(file(), outcome -> {}))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("--run-dir");
        }
    }
}
