package org.ewms.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCoordinatorTest {
    private static final SimulatedSky SKY = new SimulatedSky(2.42, 0.0026, Math.toRadians(0.4));
    private static final NsideProgression SMALL = NsideProgression.parse("4:0,16:12,64:24");

    private static ScanPlan plan(ScanMode mode) {
        return ScanPlan.defaults(mode).withProgression(SMALL).withVariations(3);
    }

    @Test
    void the_first_round_of_a_scan_is_the_whole_sky_each_pixel_once() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC));
        List<Long> pixels = new ArrayList<>();
        for (int i = 0; i < scan.pixels(); i++) {
            pixels.add(scan.task(i).pixel());
        }
        Collections.sort(pixels);
        assertThat(pixels).hasSize(192).first().isEqualTo(0L);
        assertThat(pixels).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(ScanMode.class)
    void any_order_of_arrival_and_any_number_of_pilots_give_the_same_scan(ScanMode mode) {
        String expected = null;
        for (int seed = 0; seed < 10; seed++) {
            ScanCoordinator scan = new ScanCoordinator(plan(mode));
            SKY.run(scan, 1 + 40 * seed, new Random(seed));
            String print = SimulatedSky.print(scan);
            assertThat(print).as("order of arrival from seed %d", seed).isEqualTo(expected == null ? print : expected);
            expected = print;
        }
    }

    @ParameterizedTest
    @EnumSource(ScanMode.class)
    void replaying_the_accepted_fits_restores_a_scan_interrupted_anywhere(ScanMode mode) {
        ScanCoordinator whole = new ScanCoordinator(plan(mode));
        List<Fit> journal = SKY.run(whole, 100, new Random(5));
        Random random = new Random(6);
        for (int trial = 0; trial < 10; trial++) {
            int cut = random.nextInt(journal.size());
            ScanCoordinator resumed = new ScanCoordinator(plan(mode));
            journal.subList(0, cut).forEach(resumed::accept);
            List<Fit> after = SKY.run(resumed, 50, random);
            assertThat(SimulatedSky.print(resumed)).as("cut at %d", cut).isEqualTo(SimulatedSky.print(whole));
            assertThat(after).as("fits done again after cut at %d", cut).hasSize(journal.size() - cut);
        }
    }

    @Test
    void a_fit_that_comes_twice_changes_nothing() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC));
        Fit fit = SKY.fit(SimulatedSky.ids(scan.task(0)).getFirst());
        assertThat(scan.accept(fit)).isEqualTo(Reply.ACCEPTED);
        assertThat(scan.accept(fit)).isEqualTo(Reply.DUPLICATE);
        assertThat(scan.progress().fits()).isEqualTo(1);
    }

    @Test
    void a_fit_never_asked_for_is_unknown() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC));
        assertThat(scan.accept(SKY.fit(new FitId(64, 0, 0)))).isEqualTo(Reply.UNKNOWN);
        assertThat(scan.accept(SKY.fit(new FitId(2, 0, 0)))).isEqualTo(Reply.UNKNOWN);
        assertThat(scan.accept(SKY.fit(new FitId(4, 0, 3)))).isEqualTo(Reply.UNKNOWN);
    }

    @Test
    void of_several_variations_the_smallest_llh_counts_and_nan_never_does() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC));
        PixelTask task = scan.task(0);
        double[] llh = {Double.NaN, 3, 4};
        for (FitId id : SimulatedSky.ids(task)) {
            scan.accept(new Fit(id, llh[id.variation()], id.variation(), 0, 0, 0, 0, 0, 0));
        }
        List<Double> seen = new ArrayList<>();
        scan.forEachComplete(task.nside(), (pixel, value, eIn, eTot, x, y, z, t) -> seen.addAll(List.of(value, x)));
        assertThat(seen).containsExactly(3.0, 1.0);
    }

    @ParameterizedTest
    @EnumSource(ScanMode.class)
    void failed_pixels_do_not_become_the_minimum(ScanMode mode) {
        ScanCoordinator scan = new ScanCoordinator(plan(mode));
        Random random = new Random(8);
        for (int i = 0; i < scan.pixels(); i++) {
            boolean fails = random.nextInt(10) == 0;
            for (FitId id : SimulatedSky.ids(scan.task(i))) {
                scan.accept(fails ? Fit.missing(id) : SKY.fit(id));
            }
        }
        assertThat(scan.finished()).isTrue();
        assertThat(scan.progress().bestLlh()).isBetween(100.0, 110.0);
        assertThat(scan.progress().bestNside()).isEqualTo(64);
    }

    @Test
    void a_scan_whose_every_fit_fails_ends_after_its_first_round() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC));
        for (int i = 0; i < scan.pixels(); i++) {
            SimulatedSky.ids(scan.task(i)).forEach(id -> scan.accept(Fit.missing(id)));
        }
        assertThat(scan.finished()).isTrue();
        assertThat(scan.progress().bestLlh()).isNaN();
        assertThat(scan.progress().pixelsDone()).isEqualTo(192);
    }

    @Test
    void a_fit_is_retried_as_often_as_the_plan_says_then_abandoned_with_its_reason() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC).withMaxAttempts(3));
        FitId id = SimulatedSky.ids(scan.task(7)).getFirst();
        assertThat(scan.fail(id, "first")).isEqualTo(Reply.RETRY);
        assertThat(scan.fail(id, "second")).isEqualTo(Reply.RETRY);
        assertThat(scan.fail(id, "third")).isEqualTo(Reply.ABANDONED);
        assertThat(scan.fail(id, "late")).isEqualTo(Reply.DUPLICATE);
        assertThat(scan.abandoned()).containsExactly(java.util.Map.entry(id, "third"));
    }

    @Test
    void finer_pixels_start_from_the_fit_of_the_pixel_around_them() {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC));
        int first = scan.pixels();
        SKY.run(scan, 10, new Random(1));
        for (int i = 0; i < first; i++) {
            assertThat(scan.task(i).seed()).isEmpty();
        }
        for (int i = first; i < scan.pixels(); i++) {
            PixelTask.Seed seed = scan.task(i).seed().orElseThrow();
            assertThat(seed.x()).as("nside of the seed").isLessThan(scan.task(i).nside());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.65, 0.8})
    void a_predictive_threshold_starts_the_next_level_before_the_last_pixel_is_done(double threshold) {
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC).withPredictiveThreshold(threshold));
        int first = scan.pixels();
        int done = 0;
        while (scan.pixels() == first) {
            SimulatedSky.ids(scan.task(done++)).forEach(id -> scan.accept(SKY.fit(id)));
        }
        assertThat(done).isEqualTo((int) Math.ceil(threshold * first));
    }

    @Test
    void a_pointed_scan_begins_with_a_disc() {
        Pointing pointing = new Pointing(SKY.ra(), SKY.dec(), Math.toRadians(30));
        ScanCoordinator scan = new ScanCoordinator(plan(ScanMode.CLASSIC).withPointing(pointing));
        assertThat(scan.pixels()).isBetween(8, 20);
        SKY.run(scan, 10, new Random(1));
        assertThat(scan.progress().bestLlh()).isLessThan(101);
    }

    @Test
    void the_order_of_sending_follows_the_seed() {
        ScanCoordinator one = new ScanCoordinator(plan(ScanMode.CLASSIC).withSeed(1));
        ScanCoordinator same = new ScanCoordinator(plan(ScanMode.CLASSIC).withSeed(1));
        ScanCoordinator other = new ScanCoordinator(plan(ScanMode.CLASSIC).withSeed(2));
        assertThat(order(one)).isEqualTo(order(same)).isNotEqualTo(order(other));
    }

    private static List<Long> order(ScanCoordinator scan) {
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < scan.pixels(); i++) {
            out.add(scan.task(i).pixel());
        }
        return out;
    }
}
