package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.ewms.skydriver.Listener.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamContractIT extends ServiceFixture {
    @Test
    void whatever_happens_to_any_scan_is_told() throws IOException {
        try (Listener listener = new Listener(client(), "/stream")) {
            String id = client().launch();
            Event begun =
                    listener.next(each -> each.data().path("scan_id").asText().equals(id));
            assertThat(begun.name()).isEqualTo("manifest");
            assertThat(begun.data().path("scan_state").asText()).isEqualTo("PENDING__PRESTARTUP");
            assertThat(begun.data().fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "scan_id",
                            "scan_state",
                            "scan_ended",
                            "trouble",
                            "timestamp",
                            "last_updated",
                            "priority",
                            "is_deleted",
                            "event_metadata",
                            "progress",
                            "classifiers");
            client().patch(id, Client.progress(1)).ok();
            Event progress = listener.next(each -> each.data().path("progress").isObject());
            assertThat(Long.parseLong(progress.id())).isGreaterThan(Long.parseLong(begun.id()));
            try (Listener late = new Listener(client().with("Last-Event-ID", begun.id()), "/stream")) {
                assertThat(late.next(each ->
                                        each.data().path("scan_id").asText().equals(id))
                                .id())
                        .isEqualTo(progress.id());
            }
        }
    }

    @Test
    void one_scan_is_told_of_until_it_ends() throws IOException {
        String id = client().launch();
        JsonNode result = SampleSky.result(1);
        try (Listener listener = new Listener(client(), "/scan/" + id + "/stream")) {
            JsonNode manifest =
                    listener.next(each -> each.name().equals("manifest")).data();
            assertThat(((ObjectNode) manifest.deepCopy()).remove("scan_state").asText())
                    .isEqualTo("PENDING__PRESTARTUP");
            long none = listener.next(each -> each.name().equals("pixels"))
                    .data()
                    .path("seq")
                    .asLong();
            client().put(id, result, false).ok();
            long some = listener.next(each -> each.name().equals("pixels"))
                    .data()
                    .path("seq")
                    .asLong();
            assertThat(some).isEqualTo(none + 12);
            client().put(id, result, true).ok();
            assertThat(listener.next(each -> each.name().equals("end"))
                            .data()
                            .path("scan_state")
                            .asText())
                    .isEqualTo("SCAN_HAS_FINAL_RESULT");
        }
    }

    @Test
    void the_stream_of_a_deleted_scan_ends() throws IOException {
        String id = client().launch();
        try (Listener listener = new Listener(client(), "/scan/" + id + "/stream")) {
            listener.next();
            client().call("DELETE", "/scan/" + id, null).ok();
            listener.next(each -> each.name().equals("end"));
        }
    }
}
