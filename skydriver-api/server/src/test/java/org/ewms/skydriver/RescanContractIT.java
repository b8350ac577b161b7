package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ewms.skydriver.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RescanContractIT extends ServiceFixture {
    private JsonNode rescan(String id, String body) {
        return client().post("/scan/" + id + "/actions/rescan", Client.object(body))
                .ok();
    }

    @Test
    void a_rescan_is_a_new_scan_of_the_same_request() {
        String id = client().launch();
        JsonNode again = rescan(id, "{}");
        assertThat(again.path("classifiers")).isEqualTo(Client.object("""
                        {"foo": 1, "bar": true, "baz": "bat", "rescan": true, "origin_scan_id": "%s"}""".formatted(id)));
        assertThat(again.path("i3_event_id")).isEqualTo(client().manifest(id).path("i3_event_id"));
        assertThat(client().get("/scan-request/" + id)
                        .ok()
                        .path("rescan_ids")
                        .valueStream()
                        .map(JsonNode::asText))
                .containsExactly(again.path("scan_id").asText());
        assertThat(client().get("/scan-request/" + again.path("scan_id").asText())
                        .status())
                .isEqualTo(404);
        assertThat(client().manifest(id).path("is_deleted").asBoolean()).isFalse();
    }

    @Test
    void a_rescan_of_a_rescan_goes_back_to_the_first_request() {
        String id = client().launch();
        String second = rescan(id, "{}").path("scan_id").asText();
        String third = rescan(second, "{\"abort_first\": true}").path("scan_id").asText();
        assertThat(client().get("/scan-request/" + id)
                        .ok()
                        .path("rescan_ids")
                        .valueStream()
                        .map(JsonNode::asText))
                .isEqualTo(List.of(second, third));
        assertThat(client().get("/scan/" + second + "/manifest?include_deleted=true")
                        .ok()
                        .path("is_deleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void there_is_no_rescan_of_nothing() {
        assertThat(client().post("/scan/nobody/actions/rescan", Client.object("{}"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/manifest",
                "/i3-event",
                "/result",
                "/status",
                "/logs",
                "/ewms/workflow-id",
                "/ewms/workforce",
                "/ewms/taskforces"
            })
    void who_asks_for_a_replaced_scan_is_sent_to_the_new_one(String rest) {
        String id = client().launch();
        String next = rescan(id, "{\"replace_scan\": true}").path("scan_id").asText();
        Answer sent = client().get("/scan/" + id + rest + "?include_deleted=true");
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.header("Location")).isEqualTo("/scan/" + next + rest + "?include_deleted=true");
        assertThat(client().get("/scan/" + id + rest + "?no_redirect=True").status())
                .isEqualTo(200);
        assertThat(client().get("/scan/" + next + rest).status()).isEqualTo(200);
    }

    @Test
    void what_is_not_a_get_stays_what_it_is_when_it_is_sent_on() {
        String id = client().launch();
        String next = rescan(id, "{\"replace_scan\": true}").path("scan_id").asText();
        Answer sent = client().post("/scan/" + id + "/actions/rescan", Client.object("{}"));
        assertThat(sent.status()).isEqualTo(307);
        assertThat(sent.header("Location")).isEqualTo("/scan/" + next + "/actions/rescan");
        assertThat(client().call("DELETE", "/scan/" + id, null).status()).isEqualTo(307);
        ObjectNode stay = Client.object("{\"no_redirect\": true}");
        assertThat(client().post("/scan/" + id + "/actions/rescan", stay).status())
                .isEqualTo(200);
        assertThat(client().call("DELETE", "/scan/" + id, stay)
                        .ok()
                        .at("/manifest/scan_id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void scanners_are_not_sent_on() {
        String id = client().launch();
        rescan(id, "{\"replace_scan\": true}");
        assertThat(client().patch(id, Client.progress(1)).status()).isEqualTo(200);
    }
}
