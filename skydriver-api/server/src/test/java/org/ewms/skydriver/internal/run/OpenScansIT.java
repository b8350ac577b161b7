package org.ewms.skydriver.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ewms.manifest.Backlog;
import org.ewms.manifest.BacklogEntry;
import org.ewms.manifest.Manifest;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Kept;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.OpenScan;
import org.ewms.skydriver.internal.store.Scans;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenScansIT {
    private static final long NEVER = 1_000_000_000;

    private final News news = new News(Clock.systemUTC());
    private final Kept kept;
    private final Scans scans;

    OpenScansIT(@TempDir Path directory) {
        kept = Kept.in(null, directory);
        scans = new Scans(kept.database(), "here", news, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private void insert(String id, int priority) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("scan_id", id);
        fields.put("timestamp", 1.0);
        fields.put("priority", priority);
        fields.put("ewms_workflow_id", Manifest.NOT_YET_REQUESTED);
        scans.insert(new KeptScan(new Manifest(fields), Course.waiting(scans.now(), "ann")));
    }

    private void at(String id, Course.Stage stage) {
        scans.change(id, each -> each.with(each.course().at(stage)));
    }

    private OpenScans seen() {
        OpenScans open = new OpenScans(scans, news, NEVER);
        open.refresh();
        return open;
    }

    private static List<String> waiting(OpenScans open) {
        return new Backlog(100, 3, 0)
                .next(open.waiting(), each -> true, List.of(), Double.MAX_VALUE).stream()
                        .map(BacklogEntry::scanId)
                        .toList();
    }

    private static List<String> begun(OpenScans open) {
        return open.begun().stream().map(OpenScan::id).toList();
    }

    @Test
    void those_of_before_are_known_at_first() {
        insert("waits", 0);
        insert("begun", 0);
        at("begun", Course.Stage.RUNNING);
        insert("over", 0);
        at("over", Course.Stage.OVER);
        OpenScans open = seen();
        assertThat(waiting(open)).containsExactly("waits");
        assertThat(begun(open)).containsExactly("begun");
        assertThat(open.get("over")).isEmpty();
    }

    @Test
    void what_changes_is_known_at_the_next_look() {
        OpenScans open = seen();
        insert("low", 0);
        insert("high", 100);
        open.refresh();
        assertThat(waiting(open)).containsExactly("high", "low");
        at("high", Course.Stage.RUNNING);
        open.refresh();
        assertThat(waiting(open)).containsExactly("low");
        assertThat(begun(open)).containsExactly("high");
        at("high", Course.Stage.OVER);
        at("low", Course.Stage.OVER);
        open.refresh();
        assertThat(waiting(open)).isEmpty();
        assertThat(begun(open)).isEmpty();
    }

    @Test
    void more_changes_than_are_remembered_are_known_too() {
        OpenScans open = seen();
        insert("first", 0);
        for (int i = 0; i < 20_000; i++) {
            news.changed("other" + i);
        }
        open.refresh();
        assertThat(waiting(open)).containsExactly("first");
    }

    @Test
    void leases_of_others_are_known_of_scans_under_way_after_a_while() {
        insert("scan", 0);
        at("scan", Course.Stage.RUNNING);
        OpenScans seldom = seen();
        OpenScans always = new OpenScans(scans, news, 0);
        always.refresh();
        new Leases(scans, "other", Duration.ofSeconds(15), true).take("scan", UnaryOperator.identity());
        seldom.refresh();
        always.refresh();
        assertThat(seldom.get("scan").orElseThrow().course().lease().token()).isZero();
        assertThat(always.get("scan").orElseThrow().course().lease().holder()).isEqualTo("other");
        seldom.read(List.of("scan"));
        assertThat(seldom.get("scan").orElseThrow().course().lease().holder()).isEqualTo("other");
    }
}
