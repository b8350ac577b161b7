package org.ewms.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ewms.scan.NsideProgression;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Map<String, Object> EVENT =
            Map.of("run_id", 1, "event_id", 2, "event_type", "HESE", "mjd", 56000, "is_real_event", true, "version", 1);

    private static Manifest manifest() {
        return Manifest.created(
                "id",
                100,
                new ScanRequest(
                        "4.1.0",
                        1,
                        "dummy",
                        NsideProgression.parse("1:0"),
                        "sim",
                        1.0,
                        Map.of(),
                        List.of(),
                        1,
                        1,
                        1,
                        7,
                        List.of(),
                        "event",
                        Map.of(),
                        "adaptive"));
    }

    @Test
    void a_new_manifest_waits_in_the_backlog() {
        assertThat(ScanState.of(manifest().signs(false, null))).isEqualTo("PENDING__PRESTARTUP");
    }

    @Test
    void an_event_says_who_it_is_once_and_may_say_so_again() {
        Manifest said = manifest().patched(null, EVENT, null);
        assertThat(said.patched(null, EVENT, null)).isEqualTo(said);
        assertThatThrownBy(() -> said.patched(null, Map.of("run_id", 2), null))
                .hasMessage("Cannot change an existing event_metadata");
    }

    @Test
    void scan_metadata_are_written_once() {
        Manifest said = manifest().patched(null, null, Map.of("a", 1));
        assertThatThrownBy(() -> said.patched(null, null, Map.of("a", 2)))
                .hasMessage("Cannot change an existing scan_metadata");
    }

    @Test
    void progress_has_its_optional_fields_filled_in_and_others_left_out() {
        Manifest said = manifest()
                .patched(
                        Map.of(
                                "summary",
                                "s",
                                "epilogue",
                                "e",
                                "tallies",
                                Map.of(),
                                "processing_stats",
                                Map.of("start", Map.of(), "runtime", Map.of()),
                                "predictive_scanning_threshold",
                                1,
                                "last_updated",
                                "now",
                                "unknown",
                                1),
                        null,
                        null);
        assertThat(said.fields().get("progress"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("start", null)
                .containsEntry("predictive_scanning_threshold", 1.0)
                .doesNotContainKey("unknown");
        assertThat(ScanState.of(said.with("ewms_workflow_id", "WF").signs(false, null)))
                .isEqualTo("IN_PROGRESS__WAITING_ON_FIRST_PIXEL_RECO");
    }

    @Test
    void it_was_always_changed_after_it_was_made() {
        assertThat(manifest().updated(100).number("last_updated")).isGreaterThan(100);
    }

    @Test
    void a_projection_keeps_what_it_names() {
        Map<String, Object> document = Map.of("a", 1, "b", 2);
        assertThat(Projection.of("a|c").picked(document)).isEqualTo(Map.of("a", 1));
        assertThat(Projection.of(List.of("b")).picked(document)).isEqualTo(Map.of("b", 2));
        assertThat(Projection.of(List.of("b", "*")).picked(document)).isEqualTo(document);
        assertThat(Projection.of(null).picked(document)).isEqualTo(document);
    }

    @Test
    void ids_of_scans_are_in_the_order_of_time() {
        ScanIds ids = new ScanIds(new Random(1));
        String first = ids.next(Instant.ofEpochMilli(1739560009352L));
        assertThat(first).matches("19505db3e88x[0-9a-f]{20}");
        assertThat(ids.next(Instant.ofEpochMilli(1739560009353L))).isGreaterThan(first);
    }

    @Test
    void the_same_event_has_the_same_id() {
        byte[] text = "{\"a\":22}".getBytes(StandardCharsets.UTF_8);
        assertThat(ScanIds.ofEvent(text))
                .isEqualTo(ScanIds.ofEvent(text.clone()))
                .matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");
    }
}
