package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.ewms.skymap.BestFit;
import org.ewms.skymap.BoundingBox;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.SkyPosition;

/** Best fits and regions as the commands of {@code ewms sky} print them. */
final class SkyText {
    private SkyText() {}

    static void bestFit(PrintStream out, BestFit best) {
        out.printf(
                Locale.ROOT,
                "best fit   %s   1σ %.3f° × %.3f° at %.0f°%n",
                position(best.position()),
                best.sigmaMajorDeg(),
                best.sigmaMinorDeg(),
                best.positionAngleDeg());
        out.printf(
                Locale.ROOT,
                "           smallest value in nside %d pixel %d at %s%n",
                best.pixelNside(),
                best.pixel(),
                position(best.pixelCentre()));
    }

    static String position(SkyPosition at) {
        return String.format(Locale.ROOT, "RA %.4f°  Dec %+.4f°", at.raDeg(), at.decDeg());
    }

    static void regions(PrintStream out, Contours contours) {
        out.println("regions    level   −2ΔlnL <        deg²  lines  border at °           RA ±°             Dec ±°");
        for (Contour contour : contours.contours()) {
            BoundingBox box = contour.box();
            out.printf(
                    Locale.ROOT,
                    "           %-7s %8.3f %11.5g %6d  %7.3f … %-7.3f  +%.3f −%.3f     +%.3f −%.3f%n",
                    contour.level().label(),
                    contour.level().ts(),
                    contour.areaDeg2(),
                    contour.lines().size(),
                    contour.reach().nearestDeg(),
                    contour.reach().farthestDeg(),
                    box.raPlusDeg(),
                    box.raMinusDeg(),
                    box.decPlusDeg(),
                    box.decMinusDeg());
        }
    }

    static void bestFit(ObjectNode node, BestFit best) {
        position(node, best.position());
        Json.put(node, "llh", best.llh());
        node.put("nside", best.pixelNside()).put("pixel", best.pixel());
        Json.put(node, "sigma_major_deg", best.sigmaMajorDeg());
        Json.put(node, "sigma_minor_deg", best.sigmaMinorDeg());
        Json.put(node, "position_angle_deg", best.positionAngleDeg());
    }

    static void position(ObjectNode node, SkyPosition at) {
        node.put("ra_deg", at.raDeg()).put("dec_deg", at.decDeg());
    }

    static void regions(ArrayNode node, Contours contours) {
        for (Contour contour : contours.contours()) {
            ObjectNode each = node.addObject();
            each.put("level", contour.level().label());
            each.put("probability", contour.level().probability());
            each.put("ts", contour.level().ts());
            each.put("area_deg2", contour.areaDeg2());
            each.put("lines", contour.lines().size());
            Json.put(each, "nearest_deg", contour.reach().nearestDeg());
            Json.put(each, "farthest_deg", contour.reach().farthestDeg());
            BoundingBox box = contour.box();
            each.put("ra_plus_deg", box.raPlusDeg()).put("ra_minus_deg", box.raMinusDeg());
            each.put("dec_plus_deg", box.decPlusDeg()).put("dec_minus_deg", box.decMinusDeg());
        }
    }

    static void written(PrintStream out, OutputMode mode, Path file) {
        out.println(mode == OutputMode.JSON ? Json.line(Json.object().put("file", file.toString())) : file);
    }
}
