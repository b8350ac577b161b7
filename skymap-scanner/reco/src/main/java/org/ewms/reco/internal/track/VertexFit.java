package org.ewms.reco.internal.track;

import java.util.Arrays;
import org.ewms.icecube.Direction;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.fit.Bfgs;
import org.ewms.reco.internal.pandel.Medium;

/** The best vertex of a track of fixed direction. */
public final class VertexFit {
    /** Same box as the original's: nothing farther than 2 km from the seed. */
    private static final Bfgs MINIMISER = new Bfgs(150, 2000, 1e-7, 200);

    /** Quantiles of the residual times that are tried as "light arriving undelayed", and how late that is on average, ns. */
    private static final double[] QUANTILES = {0.02, 0.1, 0.25, 0.5};

    private static final double UNDELAYED = 5;

    private VertexFit() {}

    /**
     * @param llh −ln L; NaN when the seed has none
     * @param evaluations likelihoods computed
     */
    public record Result(double llh, Vertex vertex, int evaluations) {}

    /** Fits from one seed. */
    public static Result fit(TrackHits hits, Direction direction, Vertex seed) {
        return fit(new TrackLikelihood(hits, direction, seed));
    }

    static Result fit(TrackLikelihood likelihood) {
        double[] start = aligned(likelihood);
        var minimum = MINIMISER.minimise(likelihood, start);
        double llh = minimum.value();
        return new Result(llh, likelihood.vertex(minimum.at()), minimum.evaluations() + QUANTILES.length + 1);
    }

    /**
     * Moves the start along the track to where the light fits best. A seed whose time is far off would else sit on the noise plateau, where
     * the gradient is nil.
     */
    private static double[] aligned(TrackLikelihood likelihood) {
        double[] gradient = new double[3];
        double[] at = new double[3];
        double best = likelihood.evaluate(at, gradient);
        double[] residuals = Arrays.copyOf(likelihood.residuals(), likelihood.doms());
        Arrays.sort(residuals);
        double[] bestAt = at.clone();
        for (double quantile : QUANTILES) {
            if (residuals.length == 0) {
                break;
            }
            double late = residuals[(int) (quantile * (residuals.length - 1))] - UNDELAYED;
            at[2] = -late * Medium.C;
            double value = likelihood.evaluate(at, gradient);
            if (value < best) {
                best = value;
                bestAt = at.clone();
            }
        }
        return bestAt;
    }
}
