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
    void pilots_of_a_task_whose_workers_follow_the_backlog_end_when_idle_unless_the_user_says_otherwise(
            @TempDir Path directory) throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        String idle = "EWMS_PILOT_TIMEOUT_QUEUE_INCOMING";
        try (LocalBatchSystem batch = new LocalBatchSystem(LocalOptions.in(directory), Clock.systemUTC())) {
            Site site = new Site(
                    "here",
                    "here",
                    batch,
                    new Site.Pilot.Command(List.of("pilot")),
                    Map.of(),
                    Map.of(idle, "86400"),
                    1,
                    List.of(),
                    directory);
            String directive = "{\"workers\": {\"max\": 9, \"idle_seconds\": 7}}";
            for (String[] each : new String[][] {
                {"{}", directive, "7"},
                {"{}", "{\"workers\": {\"max\": 9}}", "60"},
                {"{}", "{\"workers\": {\"min\": 1}}", "86400"},
                {"{\"" + idle + "\": 5}", directive, "5"}
            }) {
                Offer offer = new Offer(
                        "TF-1",
                        new SubmissionId("SB-1"),
                        true,
                        json.readTree("{\"pilot_config\": {\"environment\": " + each[0] + "}}"),
                        json.readTree(each[1]),
                        List.of());
                assertThat(PilotEnvironment.of(offer, site).variables()).containsEntry(idle, each[2]);
            }
        }
    }

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
                    true,
                    json.readTree("{\"pilot_config\": {\"environment\": {\"A\": \"user\", \"C\": \"user\"}}}"),
                    json.readTree("{}"),
                    List.of());
            assertThat(PilotEnvironment.of(offer, site).variables())
                    .isEqualTo(Map.of("A", "site", "B", "site", "C", "user", "D", "default"));
        }
    }
}
