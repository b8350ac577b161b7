package org.ewms.skymap;

import java.util.List;

/**
 * How far a region reaches from the best fit, in degrees, all four positive when the best fit is inside. Right ascension is counted in
 * degrees of right ascension, not of arc; a region round a pole reaches 180 degrees both ways.
 */
public record BoundingBox(double raPlusDeg, double raMinusDeg, double decPlusDeg, double decMinusDeg) {
    static BoundingBox around(SkyPosition best, List<Contour.Line> lines, boolean northPole, boolean southPole) {
        double east = 0;
        double west = 0;
        double high = northPole ? 90 : best.decDeg();
        double low = southPole ? -90 : best.decDeg();
        boolean allAround = northPole || southPole;
        for (Contour.Line line : lines) {
            double offset = Math.IEEEremainder(line.raDeg()[0] - best.raDeg(), 360);
            for (int i = 0; i < line.raDeg().length; i++) {
                // Followed along the line, so that a line longer than half a turn is measured rightly.
                offset += i == 0 ? 0 : Math.IEEEremainder(line.raDeg()[i] - line.raDeg()[i - 1], 360);
                east = Math.max(east, offset);
                west = Math.min(west, offset);
                high = Math.max(high, line.decDeg()[i]);
                low = Math.min(low, line.decDeg()[i]);
            }
        }
        return new BoundingBox(
                allAround ? 180 : Math.min(east, 180),
                allAround ? 180 : Math.min(-west, 180),
                high - best.decDeg(),
                best.decDeg() - low);
    }
}
