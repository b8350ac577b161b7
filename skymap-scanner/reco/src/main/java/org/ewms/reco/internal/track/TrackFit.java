package org.ewms.reco.internal.track;

import java.util.Arrays;
import org.ewms.icecube.Direction;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.fit.Bfgs;
import org.ewms.reco.internal.fit.Objective;
import org.ewms.reco.internal.pandel.Medium;

/** The best track of all: direction and vertex free. Scans do not need it; tests and calibrations do. */
public final class TrackFit {
    private static final Bfgs MINIMISER = new Bfgs(100, 2000, 1e-8, 600);
    private static final int RESTARTS = 4;

    /** Metres that a radian of direction counts as, so that all five variables have one scale. */
    private static final double LEVER = 300;

    /** Step of the central differences in direction, radians. */
    private static final double DIFFERENCE = 1e-5;

    private TrackFit() {}

    /**
     * @param llh −ln L
     */
    public record Result(double llh, Direction direction, Vertex vertex) {}

    /**
     * Descends from a seed to the nearest minimum.
     *
     * @param seed should be in the middle of the light: the direction turns about it
     */
    public static Result fit(TrackHits hits, Direction direction, Vertex seed) {
        var first = VertexFit.fit(hits, direction, seed);
        var best = new Result(first.llh(), direction, recentred(hits, direction, first.vertex()));
        for (int k = 0; k < RESTARTS; k++) {
            var function = new Free(hits, best.direction, best.vertex);
            var minimum = MINIMISER.minimise(function, new double[5]);
            var next = function.result(minimum.value(), minimum.at());
            boolean done = !(next.llh < best.llh - 1e-7);
            best = next.llh < best.llh ? next : best;
            if (done) {
                break;
            }
        }
        return best;
    }

    /** The same track, its vertex moved along it (in space and time) to the middle of the hit DOMs. */
    private static Vertex recentred(TrackHits hits, Direction direction, Vertex vertex) {
        var frame = TrackFrame.of(direction);
        var p = vertex.position();
        double sum = 0;
        for (int i = 0; i < hits.doms; i++) {
            sum += (hits.x[i] - p.x()) * frame.dx()
                    + (hits.y[i] - p.y()) * frame.dy()
                    + (hits.z[i] - p.z()) * frame.dz();
        }
        double along = sum / hits.doms;
        double time = vertex.time() + along / Medium.C;
        return new Vertex(frame.moved(p, 0, 0, along), time, Double.NaN);
    }

    /** Variables: the vertex's three in the start's axes, then the direction's tilt along the two axes across, times {@link #LEVER}. */
    private static final class Free implements Objective {
        private final Direction start;
        private final Vertex anchor;
        private final TrackLikelihood likelihood;
        private final double[] vertex = new double[3];
        private final double[] slopes = new double[3];
        private final double[] block = new double[9];

        Free(TrackHits hits, Direction start, Vertex anchor) {
            this.start = start;
            this.anchor = anchor;
            likelihood = new TrackLikelihood(hits, start, anchor);
        }

        Result result(double llh, double[] at) {
            likelihood.turn(direction(at[3], at[4]), anchor);
            return new Result(llh, direction(at[3], at[4]), likelihood.vertex(at));
        }

        @Override
        public int dimension() {
            return 5;
        }

        @Override
        public double evaluate(double[] at, double[] gradient) {
            double step = DIFFERENCE * LEVER;
            for (int k = 3; k < 5; k++) {
                double up = value(at, k == 3 ? step : 0, k == 4 ? step : 0);
                double down = value(at, k == 3 ? -step : 0, k == 4 ? -step : 0);
                gradient[k] = (up - down) / (2 * step);
            }
            double value = value(at, 0, 0);
            System.arraycopy(slopes, 0, gradient, 0, 3);
            return value;
        }

        private double value(double[] at, double tiltA, double tiltB) {
            System.arraycopy(at, 0, vertex, 0, 3);
            likelihood.turn(direction(at[3] + tiltA, at[4] + tiltB), anchor);
            return likelihood.evaluate(vertex, slopes);
        }

        /** The vertex's block from the likelihood; for the tilts, what the vertex's block is on average. */
        @Override
        public void curvature(double[] m) {
            likelihood.curvature(block);
            Arrays.fill(m, 0);
            for (int i = 0; i < 3; i++) {
                System.arraycopy(block, 3 * i, m, 5 * i, 3);
            }
            double mean = (block[0] + block[4]) / 2;
            m[18] = mean;
            m[24] = mean;
        }

        private Direction direction(double a, double b) {
            var f = TrackFrame.of(start);
            double x = f.dx() + (a * f.ax() + b * f.bx()) / LEVER;
            double y = f.dy() + (a * f.ay() + b * f.by()) / LEVER;
            double z = f.dz() + a * f.az() / LEVER;
            double zenith = StrictMath.atan2(Math.sqrt(x * x + y * y), -z);
            double azimuth = StrictMath.atan2(-y, -x);
            return new Direction(zenith, azimuth < 0 ? azimuth + 2 * StrictMath.PI : azimuth);
        }
    }
}
