package org.ewms.alerts.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode event() throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(Path.of("../../events/simulated-track.json")));
    }

    private static Message read(JsonNode event) throws IOException {
        return Message.read(JSON.writeValueAsBytes(event));
    }

    @Test
    void streams_and_topics_are_what_the_message_was_sent_for() throws IOException {
        ObjectNode event = event();
        ((ObjectNode) event.at("/value/zmqnotify")).put("topics", "heseEventFull");
        assertThat(read(event).signs().streams()).containsExactly("neutrino", "heseEventFull");
        ((ObjectNode) event.path("value")).remove("streams");
        assertThat(read(event).signs().streams()).containsExactly("heseEventFull");
    }

    @Test
    void numbers_are_known_by_their_path() throws IOException {
        ObjectNode event = event();
        ((ObjectNode) event.at("/value/data"))
                .putObject("reco")
                .putObject("energy")
                .put("truncated", 77406.5)
                .put("name", "x")
                .putNull("spline_mue");
        assertThat(read(event).signs().numbers())
                .containsEntry("reco.energy.truncated", 77406.5)
                .containsEntry("run_id", 900_000.0)
                .doesNotContainKeys("reco.energy.name", "reco.energy.spline_mue");
    }

    @Test
    void how_and_when_a_message_was_sent_is_no_part_of_its_content() throws IOException {
        ObjectNode event = event();
        String hash = read(event).contentHash();
        event.put("_id", "another").put("insert_time", "2030-01-01 00:00:00").put("prio", 7);
        assertThat(read(event).contentHash()).isEqualTo(hash);
        ((ObjectNode) event.at("/value/data")).put("nch", 5);
        assertThat(read(event).contentHash()).isNotEqualTo(hash);
    }

    @Test
    void the_order_of_fields_is_no_part_of_its_content() throws IOException {
        ObjectNode event = event();
        String hash = read(event).contentHash();
        ObjectNode value = (ObjectNode) event.path("value");
        JsonNode version = value.remove("version");
        value.set("version", version);
        assertThat(read(event).contentHash()).isEqualTo(hash);
    }
}
