package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.ewms.skydriver.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be, in the words that clients look for. */
class RefusalContractIT extends ServiceFixture {
    private String refused(ObjectNode request) {
        Answer answer = client().post("/scan", request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("code").asInt()).isEqualTo(400);
        return answer.error();
    }

    @Test
    void the_error_is_in_the_status_line_too() throws IOException {
        URI uri = URI.create(client().base());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write("POST /scan HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(line).startsWith("HTTP/1.1 400 ").contains("'docker_tag' is a required property");
        }
    }

    @Test
    void there_is_no_such_route() {
        Answer answer = client().get("/event");
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void everything_that_is_missing_is_named() {
        assertThat(refused(Client.JSON.createObjectNode()))
                .contains(
                        "'docker_tag' is a required property",
                        "'reco_algo' is a required property",
                        "'nsides' is a required property",
                        "'real_or_simulated_event' is a required property",
                        "'max_pixel_reco_time' is a required property")
                .contains("; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker_tag", "reco_algo", "nsides", "real_or_simulated_event", "max_pixel_reco_time"})
    void a_missing_field_is_named(String field) {
        ObjectNode request = Client.request();
        request.remove(field);
        assertThat(refused(request)).isEqualTo("'" + field + "' is a required property");
    }

    static Stream<Arguments> badValues() {
        return Client.request().fieldNames().hasNext()
                ? Stream.of(
                                "docker_tag",
                                "reco_algo",
                                "nsides",
                                "real_or_simulated_event",
                                "max_pixel_reco_time",
                                "event_i3live_json",
                                "cluster",
                                "classifiers")
                        .flatMap(field -> Stream.of("", "  ", "\t").map(value -> Arguments.of(field, value)))
                : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void a_blank_is_no_value(String field, String value) {
        ObjectNode request = Client.request();
        request.set(field, new TextNode(value));
        assertThat(refused(request)).startsWith("'" + field + "': ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    nsides | "x" | 'nsides': must be type 'object' (dict)
                    max_pixel_reco_time | "x" | 'max_pixel_reco_time': must be type 'integer'
                    max_pixel_reco_time | 0 | 'max_pixel_reco_time': must be at least 1
                    real_or_simulated_event | "fake" | 'real_or_simulated_event': must be one of: 'real', 'real_event', 'sim', 'simulated', 'simulated_event'
                    cluster | {} | 'cluster': must match one of the accepted types
                    cluster | {"collector": "a", "schedd": "a"} | 'cluster': must match one of the accepted types
                    cluster | {"collector": "a", "n_workers": "x"} | 'cluster': must match one of the accepted types
                    cluster | {"mars": 1} | requested unknown cluster: mars (available: osg, sub-2, local)
                    predictive_scanning_threshold | 2 | 'predictive_scanning_threshold': must be no more than 1
                    classifiers | {"rescan": true} | classifier cannot contain 'rescan' sub-field
                    event_i3live_json | "{nonsense}" | event_i3live_json is not valid JSON
                    reco_algo | "sorcery" | 'reco_algo': there is no reconstruction sorcery here (available: dummy, spe)
                    nsides | {"3": 0} | 'nsides': 3 is not a power of two
                    memory | "8GB" | argument 'memory' is deprecated -- use 'worker_memory_bytes'
                    worker_disk | "8 apples" | invalid size: 8 apples
                    """)
    void a_wrong_value_is_refused_in_the_words_of_the_contract(String field, String value, String error) {
        ObjectNode request = Client.request();
        request.set(field, Client.read(value));
        assertThat(refused(request)).startsWith(error);
    }

    @Test
    void fields_that_are_not_known_are_refused_together() {
        ObjectNode one = Client.request().put("scan_id", "x");
        assertThat(refused(one)).isEqualTo("Additional properties are not allowed ('scan_id' was unexpected)");
        ObjectNode two = one.deepCopy();
        two.putArray("rescan_ids");
        assertThat(refused(two))
                .isEqualTo("Additional properties are not allowed ('rescan_ids', 'scan_id' were unexpected)");
    }

    @Test
    void an_event_is_sent_or_named_but_not_both() {
        ObjectNode none = Client.request();
        none.remove("event_i3live_json");
        assertThat(refused(none)).isEqualTo("Must provide either 'event_i3live_json' or 'i3_event_id' (xor)");
        assertThat(refused(Client.request().put("i3_event_id", "x")))
                .isEqualTo("Must provide either 'event_i3live_json' or 'i3_event_id' (xor)");
        assertThat(refused(none.put("i3_event_id", "nobody"))).isEqualTo("i3 event not found");
    }

    @Test
    void clusters_are_required_under_one_name_or_the_other() {
        ObjectNode request = Client.request();
        request.remove("cluster");
        assertThat(refused(request)).isEqualTo("'request_clusters' is a required property");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Done\"", "[\"a\", \"b\", \"c\"]"})
    void progress_and_results_have_their_types(String value) {
        String id = client().launch();
        ObjectNode progress = Client.JSON.createObjectNode();
        progress.set("progress", Client.read(value));
        assertThat(client().patch(id, progress).error()).isEqualTo("'progress': must match one of the accepted types");
        assertThat(client().put(id, Client.read(value), true).error())
                .isEqualTo("'skyscan_result': must be type 'object' (dict)");
        assertThat(client().call("PUT", "/scan/" + id + "/result", Client.JSON.createObjectNode())
                        .error())
                .contains("'skyscan_result' is a required property", "'is_final' is a required property");
    }

    @Test
    void a_filter_may_compare_but_not_run_code() {
        Answer answer = client().post("/scans/find", Client.object("{\"filter\": {\"$where\": \"1\"}}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("$where is not allowed");
        assertThat(client().post("/scans/find", Client.object("{\"filter\": {\"ewms.stage\": \"WAITING\"}}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void fields_that_are_too_large_are_not_listed() {
        Answer answer = client().post(
                        "/scans/find",
                        Client.object("{\"filter\": {}, \"manifest_projection\": [\"event_i3live_json_dict\"]}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("'manifest_projection' cannot include any of the following: ");
    }

    @Test
    void a_cursor_must_be_one() {
        JsonNode body = Client.object("{\"filter\": {}, \"limit\": 1, \"after\": \"nonsense\"}");
        assertThat(client().post("/scans/find", body).status()).isEqualTo(400);
    }
}
