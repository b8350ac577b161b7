package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FindContractIT extends ServiceFixture {
    private final List<String> ids = new ArrayList<>();

    @BeforeAll
    void launch() {
        for (int i = 0; i < 5; i++) {
            ObjectNode request = Client.request().put("priority", i);
            ids.add(client().launch(request).path("scan_id").asText());
        }
        client().patch(ids.getFirst(), Client.object("""
                {"event_metadata": {"run_id": 7, "event_id": 8, "event_type": "x", "mjd": 1.5, "is_real_event": true}}""")).ok();
        client().call("DELETE", "/scan/" + ids.get(4), null).ok();
    }

    private List<String> found(String body) {
        return client().post("/scans/find", Client.object(body))
                .ok()
                .path("manifests")
                .valueStream()
                .map(each -> each.path("scan_id").asText())
                .toList();
    }

    @Test
    void scans_are_found_by_any_field() {
        assertThat(found("{\"filter\": {\"event_metadata.run_id\": 7, \"event_metadata.event_id\": 8}}"))
                .containsExactly(ids.getFirst());
        assertThat(found("{\"filter\": {\"priority\": {\"$gte\": 2}}}")).isEqualTo(ids.subList(2, 4));
    }

    @Test
    void deleted_scans_are_found_only_when_asked_for() {
        assertThat(found("{\"filter\": {}}")).isEqualTo(ids.subList(0, 4));
        assertThat(found("{\"filter\": {}, \"include_deleted\": true}")).isEqualTo(ids);
        assertThat(found("{\"filter\": {\"is_deleted\": true}}")).containsExactly(ids.get(4));
    }

    @Test
    void a_manifest_in_a_list_has_no_large_fields() {
        JsonNode manifest = client().post("/scans/find", Client.object("{\"filter\": {}}"))
                .ok()
                .at("/manifests/0");
        ObjectNode whole = client().manifest(ids.getFirst()).deepCopy();
        whole.remove(List.of("ewms_task", "event_i3live_json_dict", "event_i3live_json_dict__hash"));
        assertThat(manifest).isEqualTo(whole);
    }

    @Test
    void a_long_list_is_had_in_parts_newest_first() {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode part = client().post("/scans/find", Client.object("{\"filter\": {}, \"limit\": 3" + after + "}"))
                    .ok();
            part.path("manifests").forEach(each -> all.add(each.path("scan_id").asText()));
            assertThat(part.at("/manifests/0/scan_state").asText()).isEqualTo("PENDING__PRESTARTUP");
            after = part.has("next_after")
                    ? ", \"after\": \"" + part.path("next_after").asText() + "\""
                    : "";
        } while (!after.isEmpty());
        assertThat(all).isEqualTo(ids.subList(0, 4).reversed());
    }

    @Test
    void a_projection_may_ask_for_the_state() {
        JsonNode body = Client.object("{\"filter\": {}, \"manifest_projection\": [\"scan_id\", \"scan_state\"]}");
        assertThat(client().post("/scans/find", body).ok().at("/manifests/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("scan_id", "scan_state");
    }
}
