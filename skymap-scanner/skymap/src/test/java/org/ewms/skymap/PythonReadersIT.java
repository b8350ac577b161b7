package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonReadersIT {
    @TempDir
    private Path dir;

    private Map<String, String> read(SkymapFiles.Written written) throws Exception {
        return Python.run(dir, "read_maps.py", written.resultJson(), written.flatFits(), written.multiOrderFits());
    }

    @Test
    void healpy_and_astropy_find_in_our_files_what_we_wrote() throws Exception {
        ScanResult scan = SkymapFilesTest.scan();
        var written = SkymapFiles.writeAll(scan, dir, SkymapOptions.defaults());
        Map<String, String> found = read(written);
        BestFit best = written.summary().bestFit();
        assertThat(found)
                .containsEntry("json_min_llh", String.valueOf(best.pixelLlh()))
                .containsEntry("json_min_nside", "512")
                .containsEntry("json_min_pixel", String.valueOf(best.pixel()))
                .containsEntry("flat_npix", "3145728")
                .containsEntry("flat_min_pixel", String.valueOf(best.pixel()))
                .containsEntry("flat_column", "2DLLH")
                .containsEntry("multi_order", "9");
        assertThat(Double.parseDouble(found.get("flat_area_90")))
                .isEqualTo(written.summary().area90Deg2(), within(1e-4));
        assertThat(Double.parseDouble(found.get("multi_integral"))).isEqualTo(1, within(1e-9));
        assertThat(Double.parseDouble(found.get("multi_area"))).isEqualTo(4 * Math.PI, within(1e-9));
        var densest =
                new SkyPosition(Double.parseDouble(found.get("multi_ra")), Double.parseDouble(found.get("multi_dec")));
        assertThat(densest.distanceDeg(best.position())).isLessThan(0.2);
    }

    @Test
    void healpy_reads_a_probability_map_that_sums_to_one() throws Exception {
        var options = SkymapOptions.defaults()
                .withFlatQuantity(MapQuantity.PROBABILITY)
                .withFlatNside(128);
        var written = SkymapFiles.writeAll(SkymapFilesTest.scan(), dir, options);
        Map<String, String> found = read(written);
        assertThat(found).containsEntry("flat_column", "PROB").containsEntry("flat_npix", "196608");
        assertThat(Double.parseDouble(found.get("flat_sum"))).isEqualTo(1, within(1e-9));
        double[] values = FlatFits.read(written.flatFits()).values();
        assertThat(Arrays.stream(values).sum()).isEqualTo(Double.parseDouble(found.get("flat_sum")), within(1e-12));
    }
}
