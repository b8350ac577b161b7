package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkymapFilesTest {
    static final SkyPosition CENTRE = new SkyPosition(138.65, 0.15);

    @TempDir
    private Path dir;

    static ScanResult scan() {
        return SimulatedScan.of(KnownSky.gauss(CENTRE, 0.4).ts(), 0.05, 7);
    }

    @Test
    void writes_every_file_under_the_names_skyreader_uses() throws IOException {
        var written = SkymapFiles.writeAll(scan(), dir, SkymapOptions.defaults());
        String stem = "run00138632.evt000031747601.neutrino_8_64_512";
        assertThat(written.resultJson()).isEqualTo(dir.resolve(stem + ".json"));
        assertThat(written.flatFits()).isEqualTo(dir.resolve(stem + ".fits.gz"));
        assertThat(written.multiOrderFits()).isEqualTo(dir.resolve(stem + ".multiorder.fits"));
        try (var files = Files.list(dir)) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void equal_results_give_equal_bytes() throws IOException {
        var first = SkymapFiles.writeAll(scan(), dir.resolve("a"), SkymapOptions.defaults());
        var second = SkymapFiles.writeAll(scan(), dir.resolve("b"), SkymapOptions.defaults());
        assertThat(second.resultJson()).hasSameBinaryContentAs(first.resultJson());
        assertThat(second.flatFits()).hasSameBinaryContentAs(first.flatFits());
        assertThat(second.multiOrderFits()).hasSameBinaryContentAs(first.multiOrderFits());
    }

    @Test
    void the_multi_order_map_is_read_back_as_it_was_and_integrates_to_one() {
        ScanResult scan = scan();
        var written = SkymapFiles.writeAll(scan, dir, SkymapOptions.defaults());
        var content = MultiOrderFits.read(written.multiOrderFits());
        var expected = ProbabilityMap.of(LlhMap.of(scan));
        double sum = 0;
        double area = 0;
        for (int i = 0; i < content.map().size(); i++) {
            assertThat(content.map().order(i)).isEqualTo(expected.order(i));
            assertThat(content.map().nest(i)).isEqualTo(expected.nested(i));
            assertThat(content.map().value(i)).isEqualTo(expected.density(i));
            sum += content.map().value(i) * content.map().area(i);
            area += content.map().area(i);
        }
        assertThat(sum).isEqualTo(1, within(1e-9));
        assertThat(area).isEqualTo(4 * Math.PI, within(1e-9));
        assertThat(content.header()).containsEntry("ORDERING", "NUNIQ").containsEntry("MOCORDER", "9");
        assertThat(content.header()).containsEntry("DATE-OBS", "2023-12-02T12:00:00.000000");
    }

    @Test
    void the_flat_map_is_read_back_with_zero_at_the_smallest_pixel() {
        var written = SkymapFiles.writeAll(scan(), dir, SkymapOptions.defaults());
        var content = FlatFits.read(written.flatFits());
        assertThat(content.nside()).isEqualTo(512);
        assertThat(content.values()[(int) written.summary().bestFit().pixel()]).isZero();
        assertThat(content.header()).containsKeys("CONTOUR_AREA_50", "RA_ERR_PLUS_90", "MJD-OBS", "RUNID");
    }

    @Test
    void the_summary_finds_the_true_direction_and_areas() {
        SkymapSummary summary = SkymapFiles.summarise(scan(), SkymapOptions.defaults());
        assertThat(summary.bestFit().position().distanceDeg(CENTRE)).isLessThan(0.02);
        assertThat(summary.area90Deg2()).isEqualTo(Math.PI * 0.16 * 4.605, within(0.1));
        assertThat(summary.bestFit().sigmaMajorDeg()).isEqualTo(0.4, within(0.03));
        assertThat(summary.contour90().contains(CENTRE)).isTrue();
        assertThat(summary.contour90().contains(new SkyPosition(140, 0.15))).isFalse();
    }

    @Test
    void a_scan_without_any_likelihood_is_refused_and_leaves_nothing() {
        var tables = new TreeMap<Integer, NsideTable>();
        var values = new TreeMap<Long, Double>();
        values.put(3L, Double.NaN);
        tables.put(8, SimulatedScan.table(8, values));
        var empty = new ScanResult(new EventMetadata(1, 2, "x", 0, false), tables, true);
        assertThatThrownBy(() -> SkymapFiles.writeAll(empty, dir.resolve("new"), SkymapOptions.defaults()))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining("NaN");
        assertThat(dir.resolve("new")).doesNotExist();
    }
}
