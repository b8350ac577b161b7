package org.ewms.reco.internal.track;

import org.ewms.icecube.Direction;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.fit.Objective;
import org.ewms.reco.internal.pandel.DensityTable;
import org.ewms.reco.internal.pandel.Medium;

/**
 * −ln L of a track of fixed direction, as a function of where it passes: displacement (a, b) across and l along from the anchor vertex, m, the time
 * at the vertex kept. Moving along the track by l is the same as moving the time by −l/c; so these three are the whole freedom of the
 * track, and fixing the time loses nothing.
 */
public final class TrackLikelihood implements Objective {
    private final TrackHits hits;
    private final Kernel kernel;
    private final DensityTable table;
    private final TrackWork work;
    private TrackFrame frame;
    private Vertex anchor;

    public TrackLikelihood(TrackHits hits, Direction direction, Vertex anchor) {
        this(hits, direction, anchor, Kernel.fastest());
    }

    /** With the plain kernel, wherever it runs. */
    public static TrackLikelihood scalar(TrackHits hits, Direction direction, Vertex anchor) {
        return new TrackLikelihood(hits, direction, anchor, work -> new ScalarKernel());
    }

    /** With the vector kernel; needs the module jdk.incubator.vector. */
    public static TrackLikelihood vector(TrackHits hits, Direction direction, Vertex anchor) {
        return new TrackLikelihood(hits, direction, anchor, VectorKernel::new);
    }

    TrackLikelihood(TrackHits hits, Direction direction, Vertex anchor, Kernel.Maker maker) {
        this.hits = hits;
        table = DensityTable.track();
        work = new TrackWork(hits, table.medium().scatteringLength());
        kernel = maker.make(work);
        frame = TrackFrame.of(direction);
        this.anchor = anchor;
        turn(direction, anchor);
    }

    /** Makes this the likelihood of another direction and anchor. */
    public void turn(Direction direction, Vertex vertex) {
        frame = TrackFrame.of(direction);
        anchor = vertex;
        var p = vertex.position();
        work.project(hits, frame, p.x(), p.y(), p.z(), vertex.time());
    }

    @Override
    public int dimension() {
        return 3;
    }

    @Override
    public double evaluate(double[] at, double[] gradient) {
        var p = anchor.position();
        double all = at[0] + at[1] + at[2] + p.x() + p.y() + p.z() + anchor.time() + frame.dx() + frame.bx();
        if (!Double.isFinite(all)) {
            return Double.NaN;
        }
        kernel.geometry(work, at[0], at[1], at[2] / Medium.C);
        kernel.lookup(work, table.density());
        if (hits.multi) {
            kernel.survival(work, table.survival());
        }
        kernel.combine(work);
        gradient[0] = -Lanes.sum(work, 8);
        gradient[1] = -Lanes.sum(work, 16);
        gradient[2] = -Lanes.sum(work, 24) / Medium.C;
        return -Lanes.logProduct(work) - hits.doms * hits.logNoise;
    }

    /** Sum of the outer products of the DOMs' gradients: the empirical Fisher information. */
    @Override
    public void curvature(double[] m) {
        java.util.Arrays.fill(m, 0);
        for (int i = 0; i < hits.doms; i++) {
            double weight = work.signal[i] / (1 + work.signal[i]);
            double t = weight * work.byTime[i];
            double x = weight * work.byShape[i];
            double ga = t * TrackWork.DELAY * work.towardsA[i] + x * work.shapeByA[i];
            double gb = t * TrackWork.DELAY * work.towardsB[i] + x * work.shapeByB[i];
            double gl = t / Medium.C;
            m[0] += ga * ga;
            m[1] += ga * gb;
            m[2] += ga * gl;
            m[4] += gb * gb;
            m[5] += gb * gl;
            m[8] += gl * gl;
        }
        m[3] = m[1];
        m[6] = m[2];
        m[7] = m[5];
    }

    /** Residual times of the hit DOMs at the point evaluated last, ns; overwritten by the next evaluation. */
    double[] residuals() {
        return work.time;
    }

    int doms() {
        return hits.doms;
    }

    /** The vertex that a point of this function stands for; its time is the anchor's. */
    public Vertex vertex(double[] at) {
        return new Vertex(frame.moved(anchor.position(), at[0], at[1], at[2]), anchor.time(), Double.NaN);
    }
}
