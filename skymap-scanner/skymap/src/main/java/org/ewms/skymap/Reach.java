package org.ewms.skymap;

import java.util.List;

/**
 * Extremal distances of a region's border from the best fit, degrees; NaN when the region has no border.
 *
 * @param nearest the border's point nearest to the best fit
 * @param farthest the border's point farthest from it
 */
public record Reach(double nearestDeg, SkyPosition nearest, double farthestDeg, SkyPosition farthest) {
    static Reach of(SkyPosition best, List<Contour.Line> lines) {
        var out = new Reach(Double.NaN, best, Double.NaN, best);
        for (Contour.Line line : lines) {
            for (int i = 0; i < line.raDeg().length; i++) {
                out = out.including(best, new SkyPosition(line.raDeg()[i], line.decDeg()[i]));
            }
        }
        return out;
    }

    private Reach including(SkyPosition best, SkyPosition point) {
        double distance = best.distanceDeg(point);
        boolean nearer = !(distance >= nearestDeg);
        boolean farther = !(distance <= farthestDeg);
        return new Reach(
                nearer ? distance : nearestDeg,
                nearer ? point : nearest,
                farther ? distance : farthestDeg,
                farther ? point : farthest);
    }
}
