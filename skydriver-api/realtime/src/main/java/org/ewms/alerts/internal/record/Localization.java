package org.ewms.alerts.internal.record;

import org.ewms.skymap.BoundingBox;
import org.ewms.skymap.Contour;
import org.ewms.skymap.SkyPosition;
import org.ewms.skymap.SkymapSummary;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan says the event came from.
 *
 * @param ra of the best fit, J2000, degrees
 * @param dec of the best fit, J2000, degrees
 * @param llh −ln L there
 */
public record Localization(double ra, double dec, double llh, Region region50, Region region90) {
    /**
     * A region of some containment, by Wilks' theorem.
     *
     * @param areaDeg2 square degrees
     * @param radiusDeg of the circle round the best fit that holds all of it, degrees; null when it has no border
     * @param raPlusDeg reach from the best fit towards larger right ascension, degrees of right ascension
     */
    public record Region(
            double areaDeg2,
            @Nullable Double radiusDeg,
            double raPlusDeg,
            double raMinusDeg,
            double decPlusDeg,
            double decMinusDeg) {
        static Region of(Contour contour) {
            BoundingBox box = contour.box();
            double radius = contour.reach().farthestDeg();
            return new Region(
                    contour.areaDeg2(),
                    Double.isFinite(radius) ? (Double) radius : null,
                    box.raPlusDeg(),
                    box.raMinusDeg(),
                    box.decPlusDeg(),
                    box.decMinusDeg());
        }
    }

    /** From a finished map. */
    public static Localization of(SkymapSummary summary) {
        SkyPosition best = summary.bestFit().position();
        return new Localization(
                best.raDeg(),
                best.decDeg(),
                summary.bestFit().llh(),
                Region.of(summary.contour50()),
                Region.of(summary.contour90()));
    }
}
