package org.ewms.skydriver.internal.sky;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.ewms.manifest.Manifest;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Kept;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;
import org.ewms.skydriver.internal.store.Texts;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixel logs beside a real store. */
class PixelLogsIT {
    private static final String ID = "scan";

    private final Kept kept;
    private final Scans scans;
    private final Results results;
    private final PixelLogs logs;

    PixelLogsIT(@TempDir Path directory) {
        Clock clock = Clock.systemUTC();
        kept = Kept.in(null, directory);
        scans = new Scans(kept.database(), "here", new News(clock), clock);
        results = new Results(scans, new Texts(kept.database(), new SplittableRandom(1)));
        logs = new PixelLogs(new Skies(results), clock);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("scan_id", ID);
        fields.put("timestamp", 1.0);
        fields.put("ewms_workflow_id", Manifest.NOT_YET_REQUESTED);
        scans.insert(new KeptScan(new Manifest(fields), Course.waiting(1, "")));
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private KeptScan scan() {
        return scans.get(ID).orElseThrow();
    }

    /** The first pixels of nside 1. */
    private static ScanResult first(int count) {
        long[] pixels = new long[count];
        double[][] columns = new double[7][count];
        for (int i = 0; i < count; i++) {
            pixels[i] = i;
            columns[0][i] = 100 + i;
        }
        TreeMap<Integer, NsideTable> tables = new TreeMap<>(Map.of(1, NsideTable.sorted(1, pixels, columns)));
        return new ScanResult(new EventMetadata(1, 2, "neutrino", 59000.5, false), tables, false);
    }

    private static String text(ScanResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(result, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private int shown() {
        return logs.of(scan()).after(0, 100).pixels().size();
    }

    @Test
    void a_log_made_while_a_result_is_being_kept_has_its_pixels_afterwards() {
        results.put(ID, Results.OUTSIDE, text(first(3)), false, mark -> {});
        results.put(
                ID,
                Results.OUTSIDE,
                text(first(5)),
                false,
                mark -> assertThat(shown()).isEqualTo(3));
        assertThat(shown()).isEqualTo(5);
    }

    @Test
    void a_log_that_is_ahead_of_the_kept_result_stays_so_and_does_not_begin_anew() {
        results.put(ID, Results.OUTSIDE, text(first(3)), false, mark -> {});
        long before = logs.of(scan()).seq();
        KeptScan earlier = scan();
        results.put(ID, Results.OUTSIDE, text(first(5)), false, mark -> {
            logs.came(ID, first(5), mark);
            assertThat(logs.of(earlier).seq()).isEqualTo(before + 2);
        });
        logs.came(ID, first(9));
        assertThat(logs.of(scan()).after(before, 100).restart()).isFalse();
        assertThat(shown()).isEqualTo(9);
    }

    @Test
    void another_scan_s_pixels_begin_a_log_anew() {
        results.put(ID, Results.OUTSIDE, text(first(5)), false, mark -> {});
        long before = logs.of(scan()).seq();
        results.put(ID, Results.OUTSIDE, text(first(2)), false, mark -> {});
        assertThat(logs.of(scan()).after(before, 100).restart()).isTrue();
        assertThat(shown()).isEqualTo(2);
    }
}
