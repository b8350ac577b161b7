package org.ewms.reco.internal.cascade;

import java.util.Arrays;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.fit.Objective;
import org.ewms.reco.internal.pandel.Medium;

/** −ln L of the times alone. Variables: displacement in x, y, z from the anchor, m, and c·(time − anchor time), m. */
final class TimingOnly implements Objective {
    private final CascadeTiming timing;
    private final Vertex anchor;
    private final Outer outer = new Outer(1, 1, 1, 1 / Medium.C, 1);
    private final double[] square = new double[25];

    TimingOnly(CascadeTiming timing, Vertex anchor) {
        this.timing = timing;
        this.anchor = anchor;
    }

    @Override
    public int dimension() {
        return 4;
    }

    @Override
    public double evaluate(double[] at, double[] gradient) {
        Arrays.fill(gradient, 0);
        outer.clear();
        var v = vertex(at);
        var p = v.position();
        double value = timing.evaluate(p.x(), p.y(), p.z(), v.time(), gradient, outer);
        gradient[3] /= Medium.C;
        return value;
    }

    @Override
    public void curvature(double[] matrix) {
        outer.into(square);
        for (int i = 0; i < 4; i++) {
            System.arraycopy(square, 5 * i, matrix, 4 * i, 4);
        }
    }

    Vertex vertex(double[] at) {
        return new Vertex(
                anchor.position().plus(at[0], at[1], at[2]), anchor.time() + at[3] / Medium.C, anchor.energy());
    }
}
