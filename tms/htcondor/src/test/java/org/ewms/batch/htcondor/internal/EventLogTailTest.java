package org.ewms.batch.htcondor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that grow, are rotated, truncated, deleted. */
class EventLogTailTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final List<Integer> seen = new ArrayList<>();
    private Path log = directory;
    private EventLogTail tail = new EventLogTail(directory, (type, cluster, proc, detail) -> {});

    @BeforeEach
    void open() {
        log = directory.resolve("a.tms.jel");
        tail = new EventLogTail(log, (type, cluster, proc, detail) -> seen.add(proc));
    }

    @AfterEach
    void close() throws IOException {
        tail.close();
    }

    private void write(String... events) throws IOException {
        Files.writeString(log, String.join("", events), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String event(int proc) {
        return "000 (001.%03d.000) 2026-01-02 03:04:05 Job submitted\n...\n".formatted(proc);
    }

    private List<Integer> read() throws IOException {
        tail.read(EventLogTail.buffer());
        return seen;
    }

    @Test
    void nothing_is_read_twice_and_a_missing_file_may_come() throws IOException {
        assertThat(read()).isEmpty();
        write(event(1), event(2));
        assertThat(read()).containsExactly(1, 2);
        write(event(3), event(4).substring(0, 20));
        assertThat(read()).containsExactly(1, 2, 3);
        write(event(4).substring(20));
        assertThat(read()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_rotated_log_is_read_to_its_end_and_then_the_new_one() throws IOException {
        write(event(1));
        read();
        write(event(2));
        Files.move(log, directory.resolve("old"));
        write(event(3));
        assertThat(read()).containsExactly(1, 2, 3);
    }

    @Test
    void a_truncated_log_is_read_from_its_beginning() throws IOException {
        write(event(1), event(2), event(3).substring(0, 30));
        read();
        Files.writeString(log, event(4));
        assertThat(read()).containsExactly(1, 2, 4);
    }

    @Test
    void a_deleted_log_is_read_to_its_end() throws IOException {
        write(event(1));
        read();
        write(event(2));
        Files.delete(log);
        assertThat(read()).containsExactly(1, 2);
    }

    @Test
    void a_log_that_was_compressed_away_and_comes_again_is_read_from_its_beginning() throws IOException {
        write(event(1));
        read();
        Files.delete(log);
        read();
        write(event(2));
        assertThat(read()).containsExactly(1, 2);
    }
}
