package org.ewms.reco.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.FitRequest;
import org.ewms.reco.PixelFit;
import org.ewms.reco.RecoException;
import org.ewms.reco.Reconstruction;
import org.ewms.reco.Vertex;

/**
 * {@code dummy}: no physics, for load and fault tests. −ln L is a smooth bowl around a direction drawn from the seed, plus noise that
 * depends on the fit's id only: scans of it have one minimum and are reproducible.
 *
 * <p>Options: {@code seed} (integer), {@code runtime-ms} (how long a fit takes; it sleeps), {@code failure-rate} (share of fits that throw, by id, so
 * always the same ones: this is the one algorithm whose fit throws, to exercise the retries and dead letters around it), {@code variations}
 * (count).
 */
public final class DummyReconstruction implements Reconstruction {
    private static final Set<String> OPTIONS = Set.of("seed", "runtime-ms", "failure-rate", "variations");

    /** Steepness of the bowl: Δ ln L = 1 at 1.3° from the minimum. */
    private static final double DEPTH = 4000;

    private static final double NOISE = 0.01;

    @Override
    public String name() {
        return "dummy";
    }

    @Override
    public String summary() {
        return "no physics: a seeded bowl with chosen run time and failure rate, for load and fault tests";
    }

    @Override
    public Prepared prepare(PulseSeries pulses, DetectorGeometry geometry, Map<String, String> options) {
        var checked = Options.of(name(), options, OPTIONS);
        long seed = checked.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE);
        double runtime = checked.number("runtime-ms", 0, 0, 86_400_000);
        double failures = checked.number("failure-rate", 0, 0, 1);
        int variations = (int) checked.integer("variations", 1, 1, 1000);
        double zenith = StrictMath.acos(2 * Mix.uniform(seed, 1) - 1);
        double azimuth = 2 * StrictMath.PI * Mix.uniform(seed, 2);
        return new Ready(seed, runtime, failures, variations, new Direction(zenith, azimuth));
    }

    private record Ready(long salt, double runtime, double failures, int variations, Direction truth)
            implements Prepared {
        @Override
        public Vertex seed() {
            return new Vertex(new Position(0, 0, 0), 0, Double.NaN);
        }

        @Override
        public PixelFit fit(FitRequest request) {
            pause();
            if (Mix.uniform(salt ^ 0x5bd1e995L, request.id()) < failures) {
                throw new RecoException("intentional failure of dummy fit " + request.id());
            }
            Direction d = request.direction();
            double cos = d.travelX() * truth.travelX() + d.travelY() * truth.travelY() + d.travelZ() * truth.travelZ();
            double llh = DEPTH * (1 - cos) + NOISE * Mix.uniform(salt, request.id());
            return new PixelFit(llh, request.seed(), Double.NaN, Double.NaN);
        }

        private void pause() {
            long end = System.nanoTime() + (long) (runtime * 1e6);
            while (runtime > 0
                    && end - System.nanoTime() > 0
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }
}
