package org.ewms.reco;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.ewms.icecube.Direction;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.Reconstruction.Prepared;
import org.junit.jupiter.api.Test;

class DummyReconstructionTest {
    private static Prepared dummy(Map<String, String> options) {
        return Reconstructions.named("dummy").prepare(PulseSeries.of(Map.of()), Events.GEOMETRY, options);
    }

    private static double llh(Prepared prepared, Direction direction, long id) {
        return prepared.fit(new FitRequest(direction, prepared.seed(), 0, id)).llh();
    }

    @Test
    void has_one_minimum_that_depends_on_the_seed() {
        Direction first = minimum(dummy(Map.of("seed", "1")));
        Direction second = minimum(dummy(Map.of("seed", "2")));
        assertThat(Events.angle(first, second)).isGreaterThan(0.1);
    }

    private static Direction minimum(Prepared prepared) {
        Direction best = new Direction(0, 0);
        for (double zenith = 0.05; zenith < 3.1; zenith += 0.05) {
            for (double azimuth = 0; azimuth < 6.28; azimuth += 0.05) {
                var here = new Direction(zenith, azimuth);
                best = llh(prepared, here, 0) < llh(prepared, best, 0) ? here : best;
            }
        }
        // Everywhere the way down to the minimum goes down.
        var middle = new Direction((best.zenith() + 1.5) / 2, best.azimuth());
        assertThat(llh(prepared, best, 0)).isLessThanOrEqualTo(llh(prepared, middle, 0));
        return best;
    }

    @Test
    void fails_as_often_as_asked_and_for_the_same_fits_again() {
        var prepared = dummy(Map.of("failure-rate", "0.25", "seed", "5"));
        int failures = 0;
        for (long id = 0; id < 4000; id++) {
            boolean failed = fails(prepared, id);
            assertThat(fails(prepared, id)).isEqualTo(failed);
            failures += failed ? 1 : 0;
        }
        assertThat(failures).isBetween(860, 1140);
    }

    private static boolean fails(Prepared prepared, long id) {
        try {
            llh(prepared, new Direction(1, 1), id);
            return false;
        } catch (RecoException e) {
            assertThat(e).hasMessageContaining("intentional");
            return true;
        }
    }

    @Test
    void takes_the_time_it_is_told_to() {
        var prepared = dummy(Map.of("runtime-ms", "30"));
        long start = System.nanoTime();
        llh(prepared, new Direction(1, 1), 1);
        assertThat((System.nanoTime() - start) / 1e6).isGreaterThanOrEqualTo(30);
    }

    @Test
    void has_as_many_variations_as_asked() {
        assertThat(dummy(Map.of()).variations()).isEqualTo(1);
        assertThat(dummy(Map.of("variations", "7")).variations()).isEqualTo(7);
    }
}
