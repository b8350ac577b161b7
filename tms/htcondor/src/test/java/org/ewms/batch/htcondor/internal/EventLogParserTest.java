package org.ewms.batch.htcondor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as HTCondor writes them, in pieces, and damaged. */
class EventLogParserTest {
    private static final String LOG = """
            000 (012.000.000) 2026-01-02 03:04:05 Job submitted from host: <127.0.0.1:9618>
            ...
            001 (012.000.000) 2026-01-02 03:04:06.123 Job executing on host: <127.0.0.1:9618>
            \tSlotName: slot1@host
            ...
            008 (012.000.000) 2026-01-02 03:04:07 HTChirpEWMSPilotStatus: "Tasking"
            ...
            012 (012.001.000) 01/02 03:04:08 Job was held.
            \tThe job exceeded its memory
            \tCode 34 Subcode 102
            ...
            005 (012.000.000) 2026-01-02 03:04:09 Job terminated.
            \t(1) Normal termination (return value 7)
            \t\tUsr 0 00:00:00, Sys 0 00:00:00  -  Run Remote Usage
            ...
            036 (012.-01.000) 2026-01-02 03:04:10 Cluster removed
            \tMaterialized 2 jobs from 2 items.\tComplete
            ...
            """;

    private final List<String> seen = new ArrayList<>();
    private final EventLogParser parser = new EventLogParser((type, cluster, proc, detail) ->
            seen.add(type + " " + cluster + "." + proc + " " + detail.replace("\n", "|")));

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parser.accept(bytes, bytes.length);
    }

    @Test
    void events_are_told_with_their_job_and_what_matters_of_them() {
        feed(LOG);
        assertThat(seen)
                .containsExactly(
                        "0 12.0 ",
                        "1 12.0 ",
                        "8 12.0 HTChirpEWMSPilotStatus: \"Tasking\"",
                        "12 12.1 Job was held.|\tThe job exceeded its memory|\tCode 34 Subcode 102",
                        "5 12.0 Job terminated.|\t(1) Normal termination (return value 7)",
                        "36 12.-1 ");
        assertThat(parser.corrupt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_sizes_of_the_pieces_change_nothing(long seed) {
        Random random = new Random(seed);
        String all = LOG.repeat(20);
        feed(all);
        List<String> whole = List.copyOf(seen);
        seen.clear();
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; ) {
            int next = Math.min(bytes.length, at + 1 + random.nextInt(90));
            byte[] piece = Arrays.copyOfRange(bytes, at, next);
            parser.accept(piece, piece.length);
            at = next;
        }
        assertThat(seen).isEqualTo(whole);
    }

    @Test
    void an_event_without_its_end_is_told_when_it_comes() {
        feed("005 (007.003.000) 2026-01-02 03:04:09 Job terminated.\n\t(1) Normal termination (return value 0)\n..");
        assertThat(seen).isEmpty();
        feed(".\n");
        assertThat(seen).containsExactly("5 7.3 Job terminated.|\t(1) Normal termination (return value 0)");
    }

    @Test
    void damage_costs_the_damaged_events_alone() {
        feed("garbage\n0x5 (1.0\n" + LOG.replace("001 (012.000.000)", "001 (01\0.000.000)") + "000 (x\n" + LOG);
        assertThat(seen).hasSize(11);
        assertThat(parser.corrupt()).isPositive();
    }

    @Test
    void a_line_without_end_is_not_kept() {
        feed(LOG + "008 (012.000.000) 2026-01-02 03:04:07 " + "x".repeat(50_000_000) + "\n...\n" + LOG);
        assertThat(seen).hasSize(12);
    }

    @Test
    void impossible_numbers_are_damage() {
        feed(
                "000 (99999999999999999999.000.000) 2026-01-02 03:04:05 x\n...\n000 (001.9999999.000) 2026-01-02 03:04:05 x\n...\n"
                        + "000 (000.000.000) 2026-01-02 03:04:05 x\n...\n");
        assertThat(seen).isEmpty();
        assertThat(parser.corrupt()).isPositive();
    }

    @Test
    void no_damage_whatsoever_ends_the_reading() {
        long seed = Long.getLong("ewms.seed", 20261126);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = LOG.repeat(5).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 40; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            parser.accept(bytes, bytes.length);
            parser.restart();
        }
        seen.clear();
        feed(LOG);
        assertThat(seen).as("seed " + seed).hasSize(6);
    }
}
