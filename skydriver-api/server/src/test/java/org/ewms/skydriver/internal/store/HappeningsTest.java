package org.ewms.skydriver.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.manifest.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private static final ResultMark PARTIAL = new ResultMark(new TextMark(0, 1, 1), false);
    private static final ResultMark FINAL = new ResultMark(new TextMark(0, 1, 1), true);
    private static final KeptScan NEW = new KeptScan(
            manifest(Map.of("scan_id", "S", "is_deleted", false, "ewms_workflow_id", "not-yet-requested")),
            Course.waiting(1, ""));

    private static Manifest manifest(Map<String, Object> fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        return new Manifest(all);
    }

    private static KeptScan with(KeptScan scan, String field, Object value) {
        return scan.with(scan.manifest().with(field, value));
    }

    private static KeptScan round(int done, int sent) {
        return with(
                NEW,
                "progress",
                Map.of(
                        "tallies",
                        Map.of("nsides", Map.of("8", Map.of("pixels", Map.of("done", done, "generated", sent))))));
    }

    private static List<String> texts(KeptScan before, KeptScan after) {
        return Happenings.between(before, after).stream().map(Happening::text).toList();
    }

    @Test
    void nothing_happens_to_a_scan_that_stays_as_it_is() {
        assertThat(texts(NEW, NEW)).isEmpty();
        assertThat(texts(round(3, 12), round(4, 12))).isEmpty();
    }

    @Test
    void a_scan_is_begun_and_asks_for_workers() {
        assertThat(texts(NEW, NEW.with(NEW.course().begun(2)))).containsExactly("Taken from the backlog");
        KeptScan once = NEW.with(NEW.course().begun(2));
        assertThat(texts(once, once.with(once.course().begun(3)))).containsExactly("Taken from the backlog, attempt 2");
        assertThat(texts(NEW, with(NEW, "ewms_workflow_id", "W1")))
                .containsExactly("Workflow W1 was asked for workers");
        assertThat(texts(NEW, with(NEW, "event_metadata", Map.of("run_id", 5, "event_id", 6))))
                .containsExactly("The event was read: run 5, event 6");
    }

    @Test
    void a_round_is_sent_out_and_done_and_may_grow_and_be_done_again() {
        assertThat(texts(NEW, round(0, 12))).containsExactly("nside 8: 12 pixels were sent out");
        assertThat(texts(round(11, 12), round(12, 12))).containsExactly("nside 8: all 12 pixels are done");
        assertThat(texts(round(12, 12), round(12, 16))).isEmpty();
        assertThat(texts(round(12, 12), round(16, 16))).containsExactly("nside 8: all 16 pixels are done");
        assertThat(texts(NEW, round(12, 12)))
                .containsExactly("nside 8: 12 pixels were sent out", "nside 8: all 12 pixels are done");
    }

    @Test
    void trouble_is_told_and_so_is_its_end() {
        KeptScan waits = NEW.with(NEW.course().troubled("the broker is away"));
        assertThat(Happenings.between(NEW, waits))
                .containsExactly(new Happening(Happening.Kind.TROUBLE, "the broker is away"));
        assertThat(texts(waits, NEW)).containsExactly("It goes on");
        KeptScan lost = NEW.with(NEW.course().at(Course.Stage.OVER).troubled("no such event"));
        assertThat(Happenings.between(NEW, lost)).containsExactly(new Happening(Happening.Kind.ERROR, "no such event"));
    }

    @Test
    void results_and_the_end_are_told() {
        KeptScan partial = NEW.with(NEW.course().with(PARTIAL));
        assertThat(texts(NEW, partial)).containsExactly("The first partial result is here");
        assertThat(texts(partial, NEW.with(NEW.course().with(FINAL)))).containsExactly("The final result is here");
        assertThat(texts(NEW, with(NEW, "is_deleted", true))).containsExactly("It was deleted");
        assertThat(texts(NEW, with(NEW, "replaced_by_scan_id", "T"))).containsExactly("Scan T replaces it");
        assertThat(texts(NEW, NEW.with(NEW.course().told("ABORTED")))).containsExactly("Its workflow ended: ABORTED");
    }
}
