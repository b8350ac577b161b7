package org.ewms.reco.internal.cascade;

import java.util.Arrays;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.fit.Bfgs;
import org.ewms.reco.internal.fit.Objective;
import org.ewms.reco.internal.pandel.Medium;

/**
 * −ln L of a cascade of fixed direction. Variables, all in metres: displacement in x, y, z from the anchor, c·(time − anchor time), and
 * {@link #LEVER}·ln(energy / anchor energy).
 */
public final class CascadeLikelihood implements Objective {
    private static final double LEVER = 20;
    private static final double START_NOISE = 1e-8;
    private static final Bfgs MINIMISER = new Bfgs(60, 1500, 1e-6, 200);

    private final CascadeTiming timing;
    private final CascadeAmplitude amplitude;
    private final Outer outer = new Outer(1, 1, 1, 1 / Medium.C, 1 / LEVER);
    private final Vertex anchor;

    public CascadeLikelihood(CascadeHits hits, Direction direction, Vertex anchor, double noise) {
        timing = new CascadeTiming(hits, noise);
        amplitude = new CascadeAmplitude(hits, direction);
        this.anchor = anchor;
    }

    /**
     * @param llh −ln L, NaN when the start has none
     */
    public record Result(double llh, Vertex vertex, int evaluations) {}

    /**
     * A start made better without a direction: the vertex fitted to the times alone, the energy such that the model's charge is the event's.
     */
    public static Vertex start(CascadeHits hits, Vertex onset) {
        var timing = new CascadeTiming(hits, START_NOISE);
        var only = new TimingOnly(timing, onset);
        var minimum = MINIMISER.minimise(only, new double[4]);
        var found = Double.isNaN(minimum.value()) ? onset : only.vertex(minimum.at());
        return new Vertex(found.position(), found.time(), hits.energyAt(found.position()));
    }

    /** Fits vertex, time and energy from the anchor. */
    public Result fit() {
        var minimum = MINIMISER.minimise(this, new double[5]);
        return new Result(minimum.value(), vertex(minimum.at()), minimum.evaluations());
    }

    @Override
    public int dimension() {
        return 5;
    }

    @Override
    public double evaluate(double[] at, double[] gradient) {
        Arrays.fill(gradient, 0);
        outer.clear();
        var v = vertex(at);
        Position p = v.position();
        double time = timing.evaluate(p.x(), p.y(), p.z(), v.time(), gradient, outer);
        double charge = amplitude.evaluate(p.x(), p.y(), p.z(), v.energy(), gradient, outer);
        gradient[3] /= Medium.C;
        gradient[4] /= LEVER;
        return time + charge;
    }

    @Override
    public void curvature(double[] matrix) {
        outer.into(matrix);
    }

    private Vertex vertex(double[] at) {
        return new Vertex(
                anchor.position().plus(at[0], at[1], at[2]),
                anchor.time() + at[3] / Medium.C,
                anchor.energy() * StrictMath.exp(at[4] / LEVER));
    }
}
