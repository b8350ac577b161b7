package org.ewms.skymap.internal.surface;

import java.util.List;
import org.ewms.healpix.Moc;

/** Everything below one level of TS: its lines, its area, membership. Keeps fits, so calls are synchronised. */
public final class Region {
    /** Cells along the radius of a round region: more gain nothing visible. */
    private static final double CELLS_PER_RADIUS = 24;

    private static final int FINEST_GRID = 27;
    static final double LEAST_KNEE = 28;

    private final Surface surface;
    private final double level;
    private final double noise;
    private final List<double[][]> lines;
    private final int gridOrder;
    private final long[] border;
    private final double area;
    private final double[] reference;

    /** @param level TS above the fitted minimum, positive */
    public Region(Samples samples, Leaves leaves, MinimumFit minimum, double level) {
        this.surface = new Surface(samples, minimum.ts(), Math.max(LEAST_KNEE, 6 * level), minimum.noise());
        this.level = level;
        this.noise = minimum.noise();
        this.reference = minimum.direction();
        this.gridOrder = gridOrder(samples, leaves, minimum.ts());
        var grid = new LevelLines(surface, level, gridOrder);
        leaves.forEach(i -> {
            if (leaves.scanned(i) && mayCross(samples, leaves, i, minimum.ts())) {
                grid.search(leaves.order(i), leaves.nest(i));
            }
        });
        grid.search(samples.minOrder(), samples.minNest());
        this.lines = grid.lines();
        this.border = grid.border();
        double[] opposite = {-reference[0], -reference[1], -reference[2]};
        this.area = SphericalArea.of(lines, reference, surface.at(opposite) < level);
    }

    private int gridOrder(Samples samples, Leaves leaves, double offset) {
        double below = Math.PI / 3 / (1L << (2 * samples.finestOrder()));
        for (int i = 0; i < leaves.size(); i++) {
            below += leaves.ts(i) - offset < level ? leaves.area(i) : 0;
        }
        double cell = Math.sqrt(below / Math.PI) / CELLS_PER_RADIUS;
        int wanted = (int) Math.ceil(Math.log(Surface.pixelSize(0) / cell) / Math.log(2));
        return Math.clamp(wanted, Math.max(4, samples.finestOrder()), FINEST_GRID);
    }

    /** Cheap and generous: the pixel or a neighbour at its own order may be on the other side. */
    private boolean mayCross(Samples samples, Leaves leaves, int i, double offset) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean unknown = false;
        for (double ts : surface.stencil(leaves.level(i), leaves.source(i))) {
            unknown |= Double.isNaN(ts);
            low = Math.min(low, Double.isNaN(ts) ? low : ts - offset);
            high = Math.max(high, Double.isNaN(ts) ? high : ts - offset);
        }
        // A pixel can be crossed when its neighbours on both sides enclose the level, with room for curvature and
        // noise.
        double room = 0.75 * (high - low) + 4 * noise;
        boolean coarse = leaves.order(i) < samples.finestOrder();
        return low < Math.min(2 * level + 2, level + room) && (unknown || coarse || high + room > level);
    }

    /** Closed lines of unit vectors, the region on the left seen from outside the sphere; the first point is not repeated. */
    public List<double[][]> lines() {
        return lines;
    }

    /** Order of the cells the lines were found on. */
    public int gridOrder() {
        return gridOrder;
    }

    /** NESTED ids at {@link #gridOrder} of the cells the lines run through, ascending. */
    long[] border() {
        return border;
    }

    /** The cells of an order that belong to the region: those whose centre does, or all that it touches. */
    public synchronized Moc coverage(int order, boolean inclusive) {
        return new RegionCells(this, order, inclusive).moc();
    }

    /** Steradians. */
    public double area() {
        return area;
    }

    /** Signed area of one of the lines: positive round a piece of the region, negative round a hole. */
    public double signedArea(double[][] line) {
        return SphericalArea.signed(line, reference);
    }

    boolean contains(double[] p) {
        return surface.at(p) < level;
    }

    /** TS above the fitted minimum at a unit vector; huge outside the scanned part of the sky. */
    public synchronized double ts(double[] p) {
        return surface.at(p);
    }
}
