package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ewms site list} says of each site. */
class SiteListTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private Path sites() throws IOException {
        return Files.writeString(directory.resolve("sites.yaml"), """
                sites:
                  farm: {kind: slurm, labels: [gpu, avx2], cost: 0.5, pilot: {command: [pilot]}}
                  here: {kind: local, schedd: me, pilot: {command: [pilot]}}
                """);
    }

    @Test
    void cost_and_labels_are_listed_behind_what_a_site_is() throws IOException {
        assertThat(EwmsRun.of("site", "list", "--sites", sites()).lines())
                .containsExactly("farm  slurm  farm  cost 0.5  labels avx2,gpu", "here  local  me  cost 1.0");
    }

    @Test
    void programs_are_told_the_same() throws IOException {
        assertThat(EwmsRun.of("site", "list", "--sites", sites(), "--output-mode", "json")
                        .lines()
                        .getFirst())
                .isEqualTo("{\"site\":\"farm\",\"kind\":\"slurm\",\"schedd\":\"farm\",\"max_workers\":10000,"
                        + "\"cost\":0.5,\"labels\":[\"avx2\",\"gpu\"]}");
    }
}
