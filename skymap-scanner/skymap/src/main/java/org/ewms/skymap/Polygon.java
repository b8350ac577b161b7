package org.ewms.skymap;

import java.util.ArrayList;
import java.util.List;

/**
 * One piece of a region: a line around it and the lines around its holes.
 *
 * @param outer region on its left
 * @param holes region on their left, too, so outside of them
 */
public record Polygon(Contour.Line outer, List<Contour.Line> holes) {
    public Polygon {
        holes = List.copyOf(holes);
    }

    /** The pieces of a contour, the largest first; each hole goes to the smallest piece around it. */
    public static List<Polygon> of(Contour contour) {
        List<Contour.Line> outers = contour.lines().stream()
                .filter(line -> line.areaDeg2() >= 0)
                .sorted((a, b) -> Double.compare(b.areaDeg2(), a.areaDeg2()))
                .toList();
        List<List<Contour.Line>> holes = new ArrayList<>();
        outers.forEach(outer -> holes.add(new ArrayList<>()));
        for (Contour.Line hole : contour.lines()) {
            if (hole.areaDeg2() < 0 && !outers.isEmpty()) {
                int owner = 0;
                for (int i = 0; i < outers.size(); i++) {
                    boolean around = winds(outers.get(i), new SkyPosition(hole.raDeg()[0], hole.decDeg()[0]));
                    owner = around ? i : owner;
                }
                holes.get(owner).add(hole);
            }
        }
        var out = new ArrayList<Polygon>();
        for (int i = 0; i < outers.size(); i++) {
            out.add(new Polygon(outers.get(i), holes.get(i)));
        }
        return out;
    }

    /** Whether a line runs round a position (or its antipode, where no region reaches that has a hole here). */
    private static boolean winds(Contour.Line line, SkyPosition position) {
        double turned = 0;
        double before = bearing(position, line, line.raDeg().length - 1);
        for (int i = 0; i < line.raDeg().length; i++) {
            double now = bearing(position, line, i);
            turned += Math.IEEEremainder(now - before, 2 * Math.PI);
            before = now;
        }
        return Math.abs(turned) > Math.PI;
    }

    /** Direction in which a point of a line is seen, from north to east. */
    private static double bearing(SkyPosition from, Contour.Line line, int i) {
        double ra = Math.toRadians(line.raDeg()[i] - from.raDeg());
        double dec = Math.toRadians(line.decDeg()[i]);
        double own = Math.toRadians(from.decDeg());
        double east = Math.cos(dec) * Math.sin(ra);
        double north = Math.cos(own) * Math.sin(dec) - Math.sin(own) * Math.cos(dec) * Math.cos(ra);
        return Math.atan2(east, north);
    }
}
