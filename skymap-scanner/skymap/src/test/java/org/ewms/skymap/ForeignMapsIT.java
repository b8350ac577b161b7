package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.ewms.healpix.Moc;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps that astropy and healpy wrote the way LIGO's and IceCube's programs do. */
class ForeignMapsIT {
    private static final SkyPosition SOURCE = new SkyPosition(83.6, 22);
    private static final double AREA_90 = 2 * Math.PI * 9 * Math.log(10);

    @TempDir
    private static Path dir;

    private static Map<String, String> written = Map.of();

    @BeforeAll
    static void write() throws Exception {
        written = Python.run(dir, "write_maps.py", dir);
    }

    private static SkyFile.MapFile map(String name) {
        return (SkyFile.MapFile) SkyFile.read(dir.resolve(name));
    }

    private static void assertHoldsTheSource(SkyFile.MapFile file) {
        assertThat(file.map().bestFit().position().distanceDeg(SOURCE)).isLessThan(0.1);
        double sum = 0;
        for (int i = 0; i < file.probability().cells(); i++) {
            sum += file.probability().probability(i);
        }
        assertThat(sum).isEqualTo(1, within(1e-9));
        ConfidenceLevel level = file.probability().credibleLevel(0.9);
        Contour contour =
                Contours.of(file.map(), java.util.List.of(level)).contours().getFirst();
        assertThat(contour.areaDeg2()).isEqualTo(AREA_90, within(0.02 * AREA_90));
        assertThat(file.probability().containment(new SkyPosition(83.6, 25)))
                .isEqualTo(1 - Math.exp(-0.5), within(0.01));
    }

    @Test
    void a_multi_order_map_like_those_of_ligo_is_read() {
        SkyFile.MapFile file = map("ligo.multiorder.fits");
        assertThat(file.format()).isEqualTo(SkyFormat.MULTI_ORDER_FITS);
        assertThat(file.quantity()).isEqualTo(MapQuantity.PROBABILITY);
        assertThat(file.header()).containsEntry("OBJECT", "S190425z").containsEntry("CREATOR", "BAYESTAR");
        assertHoldsTheSource(file);
    }

    @Test
    void a_flat_nested_map_like_those_of_ligo_is_read() {
        SkyFile.MapFile file = map("ligo.fits.gz");
        assertThat(file.format()).isEqualTo(SkyFormat.FLAT_FITS);
        assertThat(file.quantity()).isEqualTo(MapQuantity.PROBABILITY);
        assertHoldsTheSource(file);
    }

    @Test
    void flat_and_multi_order_maps_like_those_of_skyreader_are_read() {
        SkyFile.MapFile flat = map("skyreader.fits");
        assertThat(flat.quantity()).isEqualTo(MapQuantity.TWICE_DELTA_LLH);
        assertThat(flat.map().result().event()).isEqualTo(new EventMetadata(123, 456, "gfu-gold", 59000.5, true));
        assertThat(flat.header()).containsEntry("CONTOUR_AREA_90", "130.2");
        assertHoldsTheSource(flat);
        assertHoldsTheSource(map("skyreader.multiorder.fits"));
    }

    @Test
    void a_partial_map_of_healpy_is_read_with_just_its_pixels() {
        var content = FlatFits.read(dir.resolve("partial.fits"));
        assertThat(content.pixel()).hasSize(Integer.parseInt(written.get("partial_pixels")));
        assertThat(Arrays.stream(content.values()).sum())
                .isEqualTo(Double.parseDouble(written.get("partial_sum")), within(1e-6));
        SkyFile.MapFile file = map("partial.fits");
        assertThat(file.format()).isEqualTo(SkyFormat.PARTIAL_FITS);
        assertThat(file.map().scanned(file.map().cellOf(SOURCE.vector()))).isTrue();
        assertThat(file.map().scanned(file.map().cellOf(new SkyPosition(263.6, -22).vector())))
                .isFalse();
        assertHoldsTheSource(file);
    }

    @Test
    void a_column_whose_name_says_nothing_needs_to_be_told() {
        Path file = dir.resolve("unnamed.fits");
        assertThatThrownBy(() -> SkyFile.read(file))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining("unnamed.fits")
                .hasMessageContaining("--values");
        var map = (SkyFile.MapFile) SkyFile.read(file, Optional.of(MapQuantity.TWICE_DELTA_LLH));
        assertThat(map.map().bestFit().position().distanceDeg(SOURCE)).isLessThan(0.1);
    }

    @Test
    void a_map_in_galactic_coordinates_is_refused_rather_than_misplaced() {
        assertThatThrownBy(() -> map("galactic.fits"))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining("COORDSYS is G");
    }

    @Test
    void a_moc_of_32_bit_numbers_is_read() {
        assertThat(MocFits.read(dir.resolve("v1.moc.fits"))).isEqualTo(Moc.ofAscii("0/3 1/9 2/100 3/"));
    }
}
