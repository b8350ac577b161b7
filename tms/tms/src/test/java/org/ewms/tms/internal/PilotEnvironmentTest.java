package org.ewms.tms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.local.LocalBatchSystem;
import org.ewms.batch.local.LocalOptions;
import org.ewms.tms.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the last word about a pilot's variables. */
class PilotEnvironmentTest {
    @Test
    void the_site_wins_over_the_workflow_and_the_workflow_over_the_defaults_of_the_site(@TempDir Path directory)
            throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        try (LocalBatchSystem batch = new LocalBatchSystem(LocalOptions.in(directory), Clock.systemUTC())) {
            Site site = new Site(
                    "here",
                    "here",
                    batch,
                    new Site.Pilot.Command(List.of("pilot")),
                    Map.of("A", "site", "B", "site"),
                    Map.of("B", "default", "C", "default", "D", "default"),
                    1,
                    List.of(),
                    directory);
            Offer offer = new Offer(
                    "TF-1",
                    new SubmissionId("SB-1"),
                    json.readTree("{\"pilot_config\": {\"environment\": {\"A\": \"user\", \"C\": \"user\"}}}"),
                    json.readTree("{}"),
                    List.of());
            assertThat(PilotEnvironment.of(offer, site).variables())
                    .isEqualTo(Map.of("A", "site", "B", "site", "C", "user", "D", "default"));
        }
    }
}
