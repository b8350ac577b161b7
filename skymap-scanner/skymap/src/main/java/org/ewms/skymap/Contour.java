package org.ewms.skymap;

import java.util.List;
import org.ewms.skymap.internal.surface.Region;

/** The region of one confidence level: its closed lines, its area, its extent, and whether a position is inside. */
public final class Contour {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    private final ConfidenceLevel level;
    private final Region region;
    private final List<Line> lines;
    private final BoundingBox box;

    Contour(ConfidenceLevel level, Region region, SkyPosition bestFit) {
        this.level = level;
        this.region = region;
        this.lines = region.lines().stream().map(this::line).toList();
        boolean north = contains(new SkyPosition(0, 90));
        boolean south = contains(new SkyPosition(0, -90));
        this.box = BoundingBox.around(bestFit, lines, north, south);
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

    public boolean contains(SkyPosition position) {
        return ts(position) < level.ts();
    }

    /** Interpolated −2ΔlnL of a position above the best fit; beyond 1e8 where nothing was scanned. */
    public double ts(SkyPosition position) {
        return region.ts(position.vector());
    }
}
