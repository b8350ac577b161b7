package org.ewms.skymap.internal.plot;

/** Directions seen from one of them: how far along it, to the east and to the north of it. */
final class TangentFrame {
    private final double[] centre;
    private final double[] east;
    private final double[] north;

    /** @param centre unit vector; at a pole, east is where right ascension 6 h is */
    TangentFrame(double[] centre) {
        this.centre = centre.clone();
        double across = Math.hypot(centre[0], centre[1]);
        this.east = across < 1e-12 ? new double[] {0, 1, 0} : new double[] {-centre[1] / across, centre[0] / across, 0};
        this.north = new double[] {
            centre[1] * east[2] - centre[2] * east[1],
            centre[2] * east[0] - centre[0] * east[2],
            centre[0] * east[1] - centre[1] * east[0]
        };
    }

    double along(double[] p) {
        return dot(centre, p);
    }

    double east(double[] p) {
        return dot(east, p);
    }

    double north(double[] p) {
        return dot(north, p);
    }

    double[] vector(double along, double toEast, double toNorth) {
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            out[i] = along * centre[i] + toEast * east[i] + toNorth * north[i];
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
