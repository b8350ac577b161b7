package org.ewms.scanner.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scanner.ScanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");
    private final List<Object> read = new ArrayList<>();

    private final Journal.Reader reader = new Journal.Reader() {
        @Override
        public void fit(Fit fit) {
            read.add(fit);
        }

        @Override
        public void abandoned(FitId id, String reason) {
            read.add(id + " " + reason);
        }
    };

    @BeforeEach
    void name() {
        file = directory.resolve("scan.journal");
    }

    private static Fit fit(int i) {
        return new Fit(new FitId(64, i, i % 7), 100 + i, i, -i, 0.1 * i, 5, Double.NaN, Double.NaN, 7);
    }

    private List<Object> write(int fits) throws IOException {
        List<Object> written = new ArrayList<>();
        try (Journal journal = Journal.open(file, reader)) {
            for (int i = 0; i < fits; i++) {
                journal.fit(fit(i));
                written.add(fit(i));
            }
            journal.abandoned(new FitId(8, 3, 1), "no light, α");
            written.add("8/3/1 no light, α");
        }
        return written;
    }

    @Test
    void reads_back_what_was_written_bit_by_bit() throws IOException {
        List<Object> written = write(5000);
        Journal.open(file, reader).close();
        assertThat(read).isEqualTo(written);
    }

    @Test
    void counts_how_often_it_was_opened() throws IOException {
        for (int i = 1; i <= 3; i++) {
            try (Journal journal = Journal.open(file, reader)) {
                assertThat(journal.openings()).isEqualTo(i);
            }
        }
    }

    @Test
    void a_tail_cut_anywhere_is_dropped_and_the_rest_kept() throws IOException {
        List<Object> written = write(20);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            read.clear();
            try (Journal journal = Journal.open(file, reader)) {
                assertThat(read).isEqualTo(written.subList(0, read.size()));
                assertThat(journal.dropped()).isLessThan(110);
            }
        }
    }

    @Test
    void what_follows_a_damaged_record_is_not_believed() throws IOException {
        List<Object> written = write(50);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(4);
        for (int trial = 0; trial < 200; trial++) {
            byte[] damaged = whole.clone();
            int at = 8 + random.nextInt(damaged.length - 8);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            read.clear();
            Journal.open(file, reader).close();
            assertThat(read).as("bit flipped in byte %d", at).isEqualTo(written.subList(0, read.size()));
            assertThat(read.size()).isLessThan(written.size());
        }
    }

    @Test
    void writing_goes_on_after_a_damaged_tail() throws IOException {
        write(3);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        try (Journal journal = Journal.open(file, reader)) {
            journal.fit(fit(99));
        }
        read.clear();
        Journal.open(file, reader).close();
        assertThat(read).containsExactly(fit(0), fit(1), fit(2), fit(99));
    }

    @Test
    void only_one_at_a_time_may_have_it_open() throws IOException {
        try (Journal journal = Journal.open(file, reader)) {
            assertThat(journal.openings()).isOne();
            assertThatThrownBy(() -> Journal.open(file, reader))
                    .isInstanceOf(ScanException.class)
                    .hasMessageContaining("another process is running the scan");
        }
    }

    @Test
    void a_file_of_something_else_is_refused_and_left_alone() throws IOException {
        Files.writeString(file, "my thesis, the only copy");
        assertThatThrownBy(() -> Journal.open(file, reader)).hasMessageContaining("not a scan journal");
        assertThat(file).hasContent("my thesis, the only copy");
    }
}
