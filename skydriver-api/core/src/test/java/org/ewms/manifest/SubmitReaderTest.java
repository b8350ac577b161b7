package org.ewms.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitReaderTest {
    private static final SubmitRules RULES = new SubmitRules(
            clusters(), Set.of("dummy", "spe"), tag -> tag.equals("latest") ? "4.1.0" : tag, 1024, 8, 1);

    private static Map<String, Integer> clusters() {
        Map<String, Integer> clusters = new LinkedHashMap<>();
        clusters.put("osg", 100);
        clusters.put("local", 5);
        clusters.put("here", SubmitRules.UNLIMITED);
        return clusters;
    }

    private static Map<String, Object> body() {
        return new HashMap<>(Map.of(
                "docker_tag",
                "latest",
                "reco_algo",
                "dummy",
                "nsides",
                Map.of("64", 12, "8", 0),
                "real_or_simulated_event",
                "real",
                "max_pixel_reco_time",
                60,
                "event_i3live_json",
                Map.of("a", 22),
                "request_clusters",
                Map.of("osg", 10)));
    }

    private static ScanRequest read(String field, @Nullable Object value) {
        Map<String, Object> body = body();
        body.remove(field);
        if (value != null) {
            body.put(field, value);
        }
        return read(body);
    }

    private static ScanRequest read(Map<String, Object> body) {
        return new SubmitReader(RULES).read(body, (id, event) -> id == null ? "new" : id);
    }

    @Test
    void what_is_not_said_has_a_default() {
        ScanRequest request = read(body());
        assertThat(request.threshold()).isEqualTo(1.0);
        assertThat(request.priority()).isZero();
        assertThat(request.scannerMemory()).isEqualTo(1024);
        assertThat(request.workerMemory()).isEqualTo(8);
        assertThat(request.workerDisk()).isEqualTo(1);
        assertThat(request.eventId()).isEqualTo("new");
    }

    @Test
    void the_tag_is_resolved() {
        assertThat(read(body()).dockerTag()).isEqualTo("4.1.0");
    }

    @Test
    void nsides_are_in_ascending_order_whatever_the_order_of_the_request() {
        assertThat(read(body()).nsides().toString()).isEqualTo("8:0,64:12");
    }

    @Test
    void the_scanners_arguments_are_those_of_the_original() {
        assertThat(read(body()).scannerArguments())
                .isEqualTo("python -m skymap_scanner.server --reco-algo dummy --cache-dir /common-space"
                        + " --client-startup-json /common-space/startup.json --nsides 8:0 64:12 --real-event"
                        + " --predictive-scanning-threshold 1.0 ");
    }

    @Test
    void a_cluster_may_be_asked_for_twice() {
        assertThat(read("request_clusters", List.of(List.of("osg", 1), List.of("osg", 2)))
                        .clusters())
                .containsExactly(new ScanRequest.ClusterWish("osg", 1), new ScanRequest.ClusterWish("osg", 2));
    }

    @Test
    void the_old_name_of_clusters_does_as_well() {
        Map<String, Object> body = body();
        body.put("cluster", body.remove("request_clusters"));
        assertThat(read(body).clusters()).hasSize(1);
    }

    @Test
    void an_event_of_before_can_be_named() {
        Map<String, Object> body = body();
        body.remove("event_i3live_json");
        body.put("i3_event_id", "abc");
        assertThat(read(body).eventId()).isEqualTo("abc");
    }

    @Test
    void a_request_is_kept_and_read_again_unchanged() {
        ScanRequest request = read(body());
        assertThat(ScanRequest.of(request.fields("id"))).isEqualTo(request);
    }

    @Test
    void another_scan_of_the_same_says_where_it_comes_from() {
        assertThat(read("classifiers", Map.of("a", 1)).again("origin").classifiers())
                .isEqualTo(Map.of("a", 1, "rescan", true, "origin_scan_id", "origin"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    reco_algo          | splinempe | 'reco_algo': there is no reconstruction splinempe here (available: dummy, spe)
                    event_i3live_json  |           | Must provide either 'event_i3live_json' or 'i3_event_id' (xor)
                    i3_event_id        | both      | Must provide either 'event_i3live_json' or 'i3_event_id' (xor)
                    request_clusters   |           | 'request_clusters' is a required property
                    memory             | 8GB       | argument 'memory' is deprecated -- use 'worker_memory_bytes'
                    worker_disk_bytes  | 8 apples  | invalid size: 8 apples
                    """, quoteCharacter = '~')
    void what_cannot_be_is_refused_in_words_that_name_it(String field, String value, String message) {
        assertThatThrownBy(() -> read(field, value))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }

    @Test
    void an_unknown_cluster_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> read("request_clusters", Map.of("mars", 1)))
                .hasMessage("requested unknown cluster: mars (available: osg, local, here)");
    }

    @Test
    void classifiers_of_our_own_are_refused() {
        assertThatThrownBy(() -> read("classifiers", Map.of("rescan", true)))
                .hasMessage("classifier cannot contain 'rescan' sub-field");
    }

    @Test
    void output_is_kept_of_a_few_workers_only() {
        Map<String, Object> body = body();
        body.put("debug_mode", "client-logs");
        body.put("request_clusters", Map.of("local", 6));
        assertThatThrownBy(() -> read(body))
                .hasMessageStartingWith("Too many workers: Cluster 'local' can only have 5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    8=0;12=3  | 'nsides': 12 is not a power of two
                    8=1       | 'nsides': the first extension must be 0 (whole sky), is 1
                    8=0;64=0  | 'nsides': the extension of 64 must be at least 1, is 0
                    x=0       | 'nsides': x is not a whole number
                    """, quoteCharacter = '~')
    void a_progression_that_no_scan_could_follow_is_refused(String nsides, String message) {
        Map<String, Object> asked = new LinkedHashMap<>();
        for (String each : nsides.split(";")) {
            asked.put(each.split("=")[0], Integer.valueOf(each.split("=")[1]));
        }
        assertThatThrownBy(() -> read("nsides", asked)).hasMessage(message);
    }

    @Test
    void a_threshold_that_would_stop_the_scanner_is_refused() {
        assertThatThrownBy(() -> read("predictive_scanning_threshold", 0.1))
                .hasMessage("'predictive_scanning_threshold': must be above 0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "1024M,1024000000",
        "8GB,8000000000",
        "1 kilobyte,1000",
        "512MiB,536870912",
        "1.5K,1500",
        "100,100",
        "3 bytes,3",
        "2 mebibytes,2097152"
    })
    void sizes_are_read_as_people_write_them(String text, long bytes) {
        assertThat(DataSize.bytes(text)).isEqualTo(bytes);
    }
}
