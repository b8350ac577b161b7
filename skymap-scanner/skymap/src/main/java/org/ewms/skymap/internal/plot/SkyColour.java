package org.ewms.skymap.internal.plot;

import org.ewms.skymap.Contour;
import org.ewms.skymap.LlhMap;

/** What both maps show at a direction. */
final class SkyColour {
    private SkyColour() {}

    static int of(LlhMap map, double[] direction, double max) {
        int cell = map.cellOf(direction);
        if (!map.scanned(cell)) {
            return Plasma.NOTHING;
        }
        double ts = map.ts(cell);
        return Double.isNaN(ts) ? Plasma.NAN : Plasma.reversed(ts, 0, max);
    }

    static double[][] directions(Contour.Line line) {
        double[][] out = new double[line.raDeg().length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = Chart.vector(line.raDeg()[i], line.decDeg()[i]);
        }
        return out;
    }
}
