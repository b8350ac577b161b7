package org.ewms.skymap;

import java.util.List;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.Moc;
import org.ewms.skymap.internal.surface.Region;

/** The region of one confidence level: its closed lines, its area, its extent, and whether a position is inside. */
public final class Contour {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);
    private static final int FINER_THAN_LINES = 4;

    private final ConfidenceLevel level;
    private final Region region;
    private final List<Line> lines;
    private final BoundingBox box;
    private final Reach reach;

    Contour(ConfidenceLevel level, Region region, SkyPosition bestFit) {
        this.level = level;
        this.region = region;
        this.lines = region.lines().stream().map(this::line).toList();
        boolean north = contains(new SkyPosition(0, 90));
        boolean south = contains(new SkyPosition(0, -90));
        this.box = BoundingBox.around(bestFit, lines, north, south);
        this.reach = Reach.of(bestFit, lines);
    }

    /**
     * One closed line. The arrays are not to be changed; the first point is not repeated at the end.
     *
     * @param raDeg right ascension, degrees, 0 … 360; neighbouring points may lie on both sides of 0
     * @param decDeg declination, degrees
     * @param areaDeg2 enclosed area, square degrees; negative when the line is the border of a hole
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(double[] raDeg, double[] decDeg, double areaDeg2) {}

    private Line line(double[][] points) {
        double[] ra = new double[points.length];
        double[] dec = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            SkyPosition p = SkyPosition.of(points[i]);
            ra[i] = p.raDeg();
            dec[i] = p.decDeg();
        }
        return new Line(ra, dec, region.signedArea(points) * SQUARE_DEGREES);
    }

    public ConfidenceLevel level() {
        return level;
    }

    public List<Line> lines() {
        return lines;
    }

    /** Area of the region, holes not counted, square degrees. */
    public double areaDeg2() {
        return region.area() * SQUARE_DEGREES;
    }

    /** Extent of the region from the best fit. */
    public BoundingBox box() {
        return box;
    }

    /** Distances of the border from the best fit. */
    public Reach reach() {
        return reach;
    }

    /** Order of HEALPix cells that follow the border well: about 24 along the radius of a round region. */
    public int fineOrder() {
        return region.gridOrder();
    }

    /**
     * The region as cells.
     *
     * @param order of the finest cells, 0 … {@link #fineOrder} + 4: still finer ones would show nothing more
     * @param inclusive whether all cells that the region touches count, not only those whose centre is inside
     */
    public Moc coverage(int order, boolean inclusive) {
        int finest = Math.min(Healpix.MAX_ORDER, fineOrder() + FINER_THAN_LINES);
        if (order < 0 || order > finest) {
            throw new IllegalArgumentException(
                    "order " + order + " is not in 0 … " + finest + ", which shows all there is of this region");
        }
        return region.coverage(order, inclusive);
    }

    public boolean contains(SkyPosition position) {
        return ts(position) < level.ts();
    }

    /** Interpolated −2ΔlnL of a position above the best fit; beyond 1e8 where nothing was scanned. */
    public double ts(SkyPosition position) {
        return region.ts(position.vector());
    }
}
