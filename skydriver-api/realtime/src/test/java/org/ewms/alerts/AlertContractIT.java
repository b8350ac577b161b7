package org.ewms.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.ewms.skymap.SkyPosition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each route of alerts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertContractIT {
    private static final SkyPosition BEST = new SkyPosition(100, 20);
    private static final String RULES = """
            rules:
              - {name: not these, when: {numbers: {event_id: {min: 900}}}, ignore: true}
              - name: all
                prompt: {reco: dummy, nsides: "8:0", clusters: {local: 1}}
                refined: {reco: spe, nsides: "8:0,64:12", clusters: {local: 1}}
            """;

    private @Nullable Service service;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        service = Service.start(directory, RULES);
    }

    @AfterAll
    void stop() {
        Objects.requireNonNull(service).close();
    }

    private Client client() {
        return Objects.requireNonNull(service).client();
    }

    @Test
    void an_alert_that_is_brought_tells_its_rule_and_its_scans() {
        JsonNode alert = client().post("/alerts", SampleEvent.object(1, 1)).ok();
        assertThat(alert.path("alert_id").asText()).isEqualTo(SampleEvent.id(1));
        assertThat(alert.path("run_id").asInt()).isEqualTo(SampleEvent.RUN);
        assertThat(alert.path("event_time").asText()).isEqualTo("2023-12-02T12:00:00Z");
        assertThat(alert.path("rule").asText()).isEqualTo("all");
        assertThat(alert.path("state").asText()).isEqualTo("scanning");
        assertThat(alert.path("simulated").asBoolean()).isTrue();
        assertThat(alert.path("streams")).hasToString("[\"neutrino\"]");
        assertThat(alert.at("/arrivals/0/source").asText()).isEqualTo("rest");
        assertThat(alert.at("/scans/0/phase").asText()).isEqualTo("prompt");
        assertThat(alert.at("/scans/1/nsides").asText()).isEqualTo("8:0,64:12");
        assertThat(alert.at("/scans/1/state").asText()).isEqualTo("planned");
        client().awaitAlert(1, "/scans/0/state", "running");
        String scan = alert.at("/scans/0/scan_id").asText();
        JsonNode manifest = client().get("/scan/" + scan + "/manifest").ok();
        assertThat(manifest.path("priority").asInt()).isEqualTo(150);
        assertThat(manifest.at("/classifiers/alert_id").asText()).isEqualTo(SampleEvent.id(1));
    }

    @Test
    void results_are_in_the_alert_and_its_notices() {
        client().post("/alerts", SampleEvent.object(2, 1)).ok();
        client().finish(2, 0, BEST);
        client().awaitAlert(2, "/scans/0/state", "done");
        client().finish(2, 1, BEST);
        JsonNode alert = client().awaitAlert(2, "/state", "done");
        assertThat(alert.at("/scans/0/result/ra").asDouble()).isBetween(98.0, 102.0);
        assertThat(alert.at("/scans/0/result/region90/area_deg2").asDouble()).isBetween(1200.0, 1700.0);
        assertThat(alert.at("/notices/0/kind").asText()).isEqualTo("initial");
        assertThat(alert.at("/notices/1/kind").asText()).isEqualTo("update");
        assertThat(alert.at("/notices/1/revision").asInt()).isEqualTo(2);
        String link = alert.at("/notices/1/links/multiorder_fits").asText();
        assertThat(link).startsWith(client().base()).endsWith("/result.multiorder.fits");
        JsonNode moc = client().get(alert.at("/notices/1/links/moc")
                        .asText()
                        .substring(client().base().length()))
                .ok();
        assertThat(moc.isObject()).isTrue();
    }

    @Test
    void the_same_alert_again_changes_nothing_and_other_content_is_a_new_revision() {
        client().post("/alerts", SampleEvent.object(3, 1)).ok();
        ObjectNode later = SampleEvent.object(3, 1).put("insert_time", "2023-12-02 13:00:00");
        JsonNode again = client().post("/alerts", later).ok();
        assertThat(again.path("content_revision").asInt()).isEqualTo(1);
        assertThat(again.path("scans")).hasSize(2);
        JsonNode other = client().post("/alerts", SampleEvent.object(3, 2)).ok();
        assertThat(other.path("content_revision").asInt()).isEqualTo(2);
        assertThat(other.path("scans")).hasSize(4);
        client().awaitAlert(3, "/scans/0/state", "superseded");
        client().awaitAlert(3, "/scans/2/state", "running");
    }

    @Test
    void an_alert_that_its_rule_ignores_is_kept_without_scans() {
        JsonNode alert = client().post("/alerts", SampleEvent.object(900, 1)).ok();
        assertThat(alert.path("state").asText()).isEqualTo("ignored");
        assertThat(alert.path("reason").asText()).isEqualTo("the rule 'not these' ignores it");
        assertThat(alert.path("scans")).isEmpty();
    }

    @Test
    void what_is_no_event_is_refused_with_the_place_that_is_wrong() {
        ObjectNode event = SampleEvent.object(4, 1);
        ((ObjectNode) event.at("/value/data"))
                .putArray("frames")
                .addArray()
                .add("G")
                .add("nonsense");
        Client.Answer answer = client().post("/alerts", event);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error").asText()).contains("frame 1 (G)");
        assertThat(client().post("/alerts", Client.read("{}")).status()).isEqualTo(400);
        assertThat(client().get("/alerts/" + SampleEvent.id(4)).status()).isEqualTo(404);
    }

    @Test
    void alerts_are_listed_newest_first_in_parts() {
        client().post("/alerts", SampleEvent.object(901, 1)).ok();
        client().post("/alerts", SampleEvent.object(902, 1)).ok();
        client().post("/alerts", SampleEvent.object(903, 1)).ok();
        JsonNode part = client().get("/alerts?limit=2").ok();
        assertThat(part.at("/alerts/0/alert_id").asText()).isEqualTo(SampleEvent.id(903));
        JsonNode next = client().get(
                        "/alerts?limit=2&after=" + part.path("next_after").asText())
                .ok();
        assertThat(next.at("/alerts/0/alert_id").asText()).isEqualTo(SampleEvent.id(901));
        assertThat(client().get("/alerts?after=x").status()).isEqualTo(400);
        assertThat(client().get("/alerts?limit=0").status()).isEqualTo(400);
    }

    @Test
    void an_alert_that_is_taken_back_stays_so_and_its_scans_end() {
        client().post("/alerts", SampleEvent.object(5, 1)).ok();
        client().finish(5, 0, BEST);
        client().awaitAlert(5, "/scans/1/state", "running");
        JsonNode alert = client().post(
                        "/alerts/" + SampleEvent.id(5) + "/retract", Client.read("{\"reason\": \"flashers\"}"))
                .ok();
        assertThat(alert.path("state").asText()).isEqualTo("retracted");
        assertThat(alert.path("reason").asText()).isEqualTo("flashers");
        assertThat(alert.at("/notices/1/kind").asText()).isEqualTo("retraction");
        JsonNode ended = client().awaitAlert(5, "/scans/1/state", "superseded");
        JsonNode scan = client().get("/scan/" + ended.at("/scans/1/scan_id").asText() + "/status")
                .ok();
        assertThat(scan.path("is_deleted").asBoolean()).isTrue();
        assertThat(client().post("/alerts/1-1/retract", Client.read("{}")).status())
                .isEqualTo(404);
        assertThat(client().post("/alerts/" + SampleEvent.id(5) + "/retract", Client.read("{\"why\": 1}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void rejected_arrivals_are_listed() {
        assertThat(client().get("/alerts/rejected").ok().path("rejected").isArray())
                .isTrue();
    }

    @Test
    void the_document_of_the_routes_is_served() {
        assertThat(client().get("/schema/alerts").ok().path("paths").has("/alerts/{alert_id}/retract"))
                .isTrue();
    }

    @Test
    void changes_of_alerts_are_in_the_stream() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(client().stream("/stream"), StandardCharsets.UTF_8))) {
            client().post("/alerts", SampleEvent.object(904, 1)).ok();
            assertThat(lines.lines()
                            .filter(each -> each.contains(SampleEvent.id(904)))
                            .findFirst())
                    .hasValueSatisfying(each -> assertThat(each).contains("\"state\":\"ignored\""));
        }
    }

    @Test
    void a_rule_that_asks_for_a_scan_that_cannot_be_is_refused_at_the_start(@TempDir Path directory) {
        String rules = "rules: [{name: wild, prompt: {reco: wilks, nsides: \"8:0\", clusters: {local: 1}}}]";
        assertThatThrownBy(() -> Service.start(directory, rules))
                .hasMessageContaining("the alert rule 'wild' has a prompt scan that cannot be")
                .hasMessageContaining("wilks");
    }
}
