package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** The surroundings of a direction, equal-area (Lambert), north up, east to the left; units of the half width. */
final class Zenithal implements Projection {
    private final double[] centre;
    private final double[] east;
    private final double[] north;
    private final double scale;

    /** @param halfWidth radians from the centre to the frame */
    Zenithal(double[] centre, double halfWidth) {
        this.centre = centre.clone();
        double across = Math.hypot(centre[0], centre[1]);
        this.east = across < 1e-12 ? new double[] {0, 1, 0} : new double[] {-centre[1] / across, centre[0] / across, 0};
        this.north = new double[] {
            centre[1] * east[2] - centre[2] * east[1],
            centre[2] * east[0] - centre[0] * east[2],
            centre[0] * east[1] - centre[1] * east[0]
        };
        this.scale = 2 * Math.sin(halfWidth / 2);
    }

    @Override
    public double @Nullable [] plane(double[] p) {
        double along = dot(centre, p);
        if (along < -0.999) {
            return null;
        }
        double stretch = Math.sqrt(2 / (1 + along)) / scale;
        return new double[] {-stretch * dot(east, p), stretch * dot(north, p)};
    }

    @Override
    public double @Nullable [] direction(double x, double y) {
        double px = -x * scale;
        double py = y * scale;
        double r2 = px * px + py * py;
        if (r2 >= 4) {
            return null;
        }
        double along = 1 - r2 / 2;
        double across = Math.sqrt(1 - r2 / 4);
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            out[i] = along * centre[i] + across * (px * east[i] + py * north[i]);
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
