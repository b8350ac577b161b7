package org.ewms.skymap;

import org.ewms.healpix.Healpix;
import org.ewms.skymap.internal.surface.FacePlane;
import org.ewms.skymap.internal.surface.Leaves;
import org.ewms.skymap.internal.surface.Likelihood;
import org.ewms.skymap.internal.surface.MinimumFit;
import org.ewms.skymap.internal.surface.Samples;

/**
 * A scan as a map of −2ΔlnL: every evaluated pixel of every nside, the cells that divide the sky (each the finest pixel scanned there),
 * and the best fit. Immutable.
 */
public final class LlhMap {
    private final ScanResult result;
    private final Samples samples;
    private final Leaves leaves;
    private final Likelihood likelihood;
    private final BestFit bestFit;

    private LlhMap(ScanResult result) {
        this.result = result;
        this.samples = Samples.of(result);
        this.leaves = Leaves.of(samples);
        this.likelihood = new Likelihood(samples, leaves);
        this.bestFit = bestFit(samples, likelihood.minimum());
    }

    /**
     * Makes the map.
     *
     * @throws SkymapException when no pixel has a likelihood
     */
    public static LlhMap of(ScanResult result) {
        return new LlhMap(result);
    }

    private static BestFit bestFit(Samples samples, MinimumFit minimum) {
        int order = samples.minOrder();
        double[] h = minimum.curvature();
        double mean = (h[0] + h[2]) / 2;
        double split = Math.hypot((h[0] - h[2]) / 2, h[1]);
        // Angle of the steepest curvature from east to north; the long axis is across it.
        double steepest = Math.toDegrees(Math.atan2(h[1], (h[0] - h[2]) / 2) / 2);
        double angle = -steepest;
        return new BestFit(
                SkyPosition.of(minimum.direction()),
                samples.minLlh() + minimum.ts() / 2,
                Math.toDegrees(1 / Math.sqrt(mean - split)),
                Math.toDegrees(1 / Math.sqrt(mean + split)),
                angle - 180 * Math.floor(angle / 180),
                minimum.points(),
                minimum.noise(),
                1 << order,
                Healpix.ofOrder(order).nest2ring(samples.minNest()),
                samples.minLlh(),
                SkyPosition.of(FacePlane.centre(order, samples.minNest())));
    }

    public ScanResult result() {
        return result;
    }

    public BestFit bestFit() {
        return bestFit;
    }

    /** Largest order scanned; nside = 2^order. */
    public int finestOrder() {
        return samples.order(samples.levels() - 1);
    }

    /** Cells that divide the sky. */
    public int cells() {
        return leaves.size();
    }

    /** Order of a cell. Cells are numbered in the order of the sky: ascending NESTED at the finest order. */
    public int order(int cell) {
        return leaves.order(cell);
    }

    /** NESTED id of a cell at its order. */
    public long nested(int cell) {
        return leaves.nest(cell);
    }

    /** −2ΔlnL of a cell above the smallest evaluated pixel; NaN where nothing was scanned or every fit failed. */
    public double ts(int cell) {
        return leaves.ts(cell);
    }

    /** The cell a unit vector, J2000 equatorial, is in. */
    public int cellOf(double[] direction) {
        return leaves.find(direction);
    }

    /** False where no nside was scanned. */
    public boolean scanned(int cell) {
        return leaves.scanned(cell);
    }

    /** Order of the evaluated pixel whose value a cell has: coarser than the cell where that pixel was refined in part only. */
    public int scannedOrder(int cell) {
        return leaves.scannedOrder(cell);
    }

    /** Interpolated −2ΔlnL of a position above the best fit; beyond 1e8 where nothing was scanned. */
    public double ts(SkyPosition position) {
        return likelihood.ts(position.vector());
    }

    Leaves leaves() {
        return leaves;
    }

    Likelihood likelihood() {
        return likelihood;
    }
}
