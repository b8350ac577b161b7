package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultiOrderMapTest {
    private static final long SEED = 7;

    /** Base cell 0 split twice at its first child, base cell 5 whole; given out of order. */
    private static MultiOrderMap sample() {
        long[] uniq = {
            Uniq.of(0, 5), Uniq.of(1, 1), Uniq.of(1, 2), Uniq.of(1, 3),
            Uniq.of(2, 3), Uniq.of(2, 2), Uniq.of(2, 1), Uniq.of(2, 0)
        };
        return MultiOrderMap.of(uniq, new double[] {9, 1, 2, 3, 0.3, 0.2, 0.1, 0.4});
    }

    @Test
    void cells_are_sorted_along_the_sky_curve() {
        MultiOrderMap map = sample();
        assertThat(IntStream.range(0, map.size()).mapToDouble(map::value))
                .containsExactly(0.4, 0.1, 0.2, 0.3, 1.0, 2.0, 3.0, 9.0);
        assertThat(map.maxOrder()).isEqualTo(2);
        assertThat(map.uniq(7)).isEqualTo(Uniq.of(0, 5));
    }

    @Test
    void overlapping_cells_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOrderMap.of(new long[] {4, 16}, new double[2]))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOrderMap.of(new long[] {4, 5, 4}, new double[3]))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException().isThrownBy(() -> MultiOrderMap.of(new long[] {4, 19}, new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> MultiOrderMap.of(new long[] {3}, new double[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> MultiOrderMap.of(new long[] {4}, new double[2]));
    }

    @Test
    void values_are_found_by_direction() {
        MultiOrderMap map = sample();
        double[] angle = new double[2];
        for (int i = 0; i < map.size(); i++) {
            Healpix.ofOrder(map.order(i)).pix2angNest(map.nest(i), angle, 0);
            assertThat(map.at(angle[0], angle[1])).isEqualTo(map.value(i));
        }
        assertThat(map.at(Math.PI, 0)).isNaN();
        assertThat(map.indexAt(Math.PI, 0)).isEqualTo(-1);
    }

    @Test
    void refining_and_rasterising_keep_the_integral() {
        MultiOrderMap map = sample();
        double expected = Math.PI / 3 * (9 + (1 + 2 + 3 + (0.4 + 0.1 + 0.2 + 0.3) / 4) / 4);
        assertThat(map.integrate()).isCloseTo(expected, within(1e-14));
        assertThat(map.refine(4).integrate()).isCloseTo(expected, within(1e-13));
        assertThat(map.refine(4).size()).isEqualTo(512);
        for (int order = 0; order < 5; order++) {
            double sum = Arrays.stream(map.rasteriseNest(order))
                    .filter(v -> !Double.isNaN(v))
                    .sum();
            assertThat(sum * Healpix.ofOrder(order).pixelArea()).isCloseTo(expected, within(1e-13));
        }
        assertThat(map.rasteriseNest(1)[0]).isCloseTo(0.25, within(1e-16));
        assertThatIllegalArgumentException().isThrownBy(() -> map.refine(20)).withMessageContaining("cells");
    }

    @Test
    void reducing_undoes_refining() {
        MultiOrderMap map = sample();
        MultiOrderMap back = map.refine(5).reduce();
        assertThat(back.size()).isEqualTo(map.size());
        for (int i = 0; i < map.size(); i++) {
            assertThat(back.uniq(i)).isEqualTo(map.uniq(i));
            assertThat(back.value(i)).isEqualTo(map.value(i));
        }
    }

    @Test
    void combining_uses_the_finer_cells_of_the_common_part() {
        Random random = new Random(SEED);
        double[] flat = random.doubles(768).toArray();
        Arrays.fill(flat, 0, 20, Double.NaN);
        MultiOrderMap sum = sample().combine(MultiOrderMap.ofNest(flat), Double::sum);
        double[] mine = sample().rasteriseNest(3);
        double[] both = sum.rasteriseNest(3);
        for (int i = 0; i < 768; i++) {
            assertThat(Double.compare(both[i], mine[i] + flat[i])).isZero();
        }
        assertThat(sum.coverage())
                .isEqualTo(sample().coverage()
                        .intersection(MultiOrderMap.ofNest(flat).coverage()));
    }

    @Test
    void integrals_over_a_region_count_parts_of_cells() {
        MultiOrderMap map = sample();
        Moc half = Moc.ofUniq(Uniq.of(1, 20), Uniq.of(1, 21), Uniq.of(3, 0));
        assertThat(map.integrate(half)).isCloseTo(Math.PI / 3 * (4.5 + 0.4 / 64), within(1e-14));
        assertThat(map.map(v -> 2 * v).integrate(half)).isCloseTo(2 * map.integrate(half), within(1e-14));
    }

    @Test
    void grading_follows_the_children() {
        double[] map = new Random(SEED).doubles(192).toArray();
        double[] up = FlatMaps.gradeNest(map, 4, 0, FlatMaps.Missing.IGNORE);
        assertThat(FlatMaps.gradeNest(up, 2, 0, FlatMaps.Missing.IGNORE)).containsExactly(map, within(1e-15));
        double[] counts = FlatMaps.gradeNest(map, 0, -2, FlatMaps.Missing.IGNORE);
        assertThat(Arrays.stream(counts).sum()).isCloseTo(Arrays.stream(map).sum(), within(1e-12));
        map[3] = Double.NaN;
        assertThat(FlatMaps.gradeNest(map, 1, 0, FlatMaps.Missing.SPOIL)[0]).isNaN();
        assertThat(FlatMaps.gradeNest(map, 1, 0, FlatMaps.Missing.IGNORE)[0])
                .isCloseTo((map[0] + map[1] + map[2]) / 3, within(1e-15));
        assertThat(FlatMaps.ring2nest(FlatMaps.nest2ring(map))).isEqualTo(map);
        double[] ring = FlatMaps.nest2ring(up);
        assertThat(FlatMaps.ring2nest(FlatMaps.gradeRing(ring, 2, 0, FlatMaps.Missing.IGNORE)))
                .isEqualTo(FlatMaps.gradeNest(up, 2, 0, FlatMaps.Missing.IGNORE));
        assertThatIllegalArgumentException().isThrownBy(() -> FlatMaps.gridOf(new double[13]));
    }
}
