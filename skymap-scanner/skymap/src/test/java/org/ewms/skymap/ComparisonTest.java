package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final ScanResult SCAN = SkymapFilesTest.scan();
    private static final ResultComparison.Tolerances TOLERANCES = ResultComparison.Tolerances.defaults();

    private static ScanResult with(UnaryOperator<NsideTable> change) {
        var tables = new TreeMap<>(SCAN.tables());
        tables.put(64, change.apply(SCAN.table(64)));
        return new ScanResult(SCAN.event(), tables, true);
    }

    /** Changes one value of one column of nside 64. */
    private static ScanResult with(int column, double factor) {
        return with(t -> {
            double[][] columns = {
                t.llh().clone(),
                t.eIn().clone(),
                t.eTot().clone(),
                t.x().clone(),
                t.y().clone(),
                t.z().clone(),
                t.t().clone()
            };
            columns[column][7] *= factor;
            return NsideTable.sorted(64, t.pixel(), columns);
        });
    }

    @Test
    void a_result_is_close_to_itself() {
        assertThat(ResultComparison.of(SCAN, SCAN, TOLERANCES).close()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0,1.00009,true",
        "0,1.00011,false",
        "1,1.009,true",
        "1,1.011,false",
        "2,0.985,false",
        "1,0,true",
        "3,1.0009,true",
        "3,1.0011,false",
        "6,0.9989,false",
        "0,NaN,false"
    })
    void values_may_differ_by_the_tolerance_of_their_column(int column, double factor, boolean close) {
        var comparison = ResultComparison.of(SCAN, with(column, factor), TOLERANCES);
        assertThat(comparison.close()).isEqualTo(close);
        var nside = comparison.nsides().stream()
                .filter(n -> n.nside() == 64)
                .findFirst()
                .orElseThrow();
        assertThat(nside.columns().get(column).different()).isEqualTo(close ? 0 : 1);
    }

    @Test
    void nan_equals_nan() {
        ScanResult failed = with(0, Double.NaN);
        assertThat(ResultComparison.of(failed, failed, TOLERANCES).close()).isTrue();
    }

    @Test
    void pixels_must_be_the_same() {
        ScanResult shorter = with(t -> new NsideTable(
                64,
                java.util.Arrays.copyOf(t.pixel(), t.size() - 2),
                t.llh(),
                t.eIn(),
                t.eTot(),
                t.x(),
                t.y(),
                t.z(),
                t.t()));
        var comparison = ResultComparison.of(SCAN, shorter, TOLERANCES);
        assertThat(comparison.close()).isFalse();
        assertThat(comparison.nsides()).anySatisfy(nside -> {
            assertThat(nside.nside()).isEqualTo(64);
            assertThat(nside.onlyFirst()).isEqualTo(2);
            assertThat(nside.onlySecond()).isZero();
        });
    }

    private static MapComparison maps(double offsetDeg) {
        var a = LlhMap.of(
                SimulatedScan.of(KnownSky.gauss(new SkyPosition(50, 0), 0.5).ts(), 0, 1));
        var b = LlhMap.of(SimulatedScan.of(
                KnownSky.gauss(new SkyPosition(50, offsetDeg), 0.5).ts(), 0, 1));
        List<ConfidenceLevel> levels = List.of(ConfidenceLevel.wilks(0.9));
        return MapComparison.of(
                ProbabilityMap.of(a), Contours.of(a, levels), ProbabilityMap.of(b), Contours.of(b, levels));
    }

    @Test
    void two_discs_overlap_as_geometry_says() {
        double distance = 0.8;
        double r = 0.5 * Math.sqrt(ConfidenceLevel.wilks(0.9).ts());
        double lens =
                2 * r * r * Math.acos(distance / 2 / r) - distance / 2 * Math.sqrt(4 * r * r - distance * distance);
        MapComparison comparison = maps(distance);
        assertThat(comparison.bestFitDistanceDeg()).isEqualTo(distance, within(0.01));
        assertThat(comparison.regions().getFirst().commonDeg2()).isEqualTo(lens, within(0.02 * lens));
        assertThat(comparison.firstInSecond()).isEqualTo(1 - Math.exp(-0.5 * 0.64 / 0.25), within(0.01));
    }

    @Test
    void equal_maps_overlap_wholly_and_distant_ones_not_at_all() {
        assertThat(maps(0).regions().getFirst().jaccard()).isEqualTo(1, within(0.01));
        assertThat(maps(40).regions().getFirst().commonDeg2()).isZero();
    }
}
