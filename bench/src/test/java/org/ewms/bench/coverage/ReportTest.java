package org.ewms.bench.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    /** Ten events whose truths lie at −2ΔlnL = 0, 0.5, …, 4.5. */
    private static Summary summary(String name, int fits, double llh) {
        return new Summary(
                name,
                IntStream.range(0, 10)
                        .mapToObj(i -> new Trial(i, 0.5 * i, 1, 2, 4, llh, 100, fits))
                        .toList());
    }

    private static Report report(String title, int fits) {
        return new Report(
                title, "the command", 1, 0, List.of(summary("classic", 100, 7), summary("adaptive", fits, 6.9)));
    }

    @Test
    void coverage_is_the_share_of_truths_below_the_level() {
        Summary summary = summary("classic", 100, 7);
        assertThat(summary.coverage(0.5)).isEqualTo(0.3);
        assertThat(summary.coverage(0.9)).isEqualTo(1);
        assertThat(summary.error(0.5)).isEqualTo(Math.sqrt(0.3 * 0.7 / 10));
        assertThat(summary.level(0.5)).isEqualTo(2.25);
    }

    @Test
    void a_second_run_replaces_its_own_section_only(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("coverage.md");
        report("tracks", 50).write(file);
        report("cascades", 60).write(file);
        report("tracks", 70).write(file);
        String text = Files.readString(file);
        assertThat(text).startsWith("# Coverage").containsOnlyOnce("## tracks").containsOnlyOnce("## cascades");
        assertThat(text)
                .contains("adaptive needs 0.70 of")
                .contains("adaptive needs 0.60 of")
                .doesNotContain("0.50 of");
    }

    @Test
    void modes_are_compared_on_the_same_events(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("coverage.md");
        report("tracks", 50).write(file);
        assertThat(Files.readString(file)).contains("deeper by at least 0.01 in 10 events, shallower in 0");
    }
}
