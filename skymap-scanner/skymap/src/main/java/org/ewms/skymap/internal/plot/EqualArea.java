package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** The surroundings of a direction, azimuthal equal-area (Lambert), north up, east to the left; units of the half width. */
final class EqualArea implements Projection {
    private final TangentFrame frame;
    private final double scale;

    /** @param halfWidth radians from the centre to the frame */
    EqualArea(double[] centre, double halfWidth) {
        this.frame = new TangentFrame(centre);
        this.scale = 2 * Math.sin(halfWidth / 2);
    }

    @Override
    public double @Nullable [] plane(double[] p) {
        double along = frame.along(p);
        if (along < -0.999) {
            return null;
        }
        double stretch = Math.sqrt(2 / (1 + along)) / scale;
        return new double[] {-stretch * frame.east(p), stretch * frame.north(p)};
    }

    @Override
    public double @Nullable [] direction(double x, double y) {
        double px = -x * scale;
        double py = y * scale;
        double r2 = px * px + py * py;
        if (r2 >= 4) {
            return null;
        }
        double across = Math.sqrt(1 - r2 / 4);
        return frame.vector(1 - r2 / 2, across * px, across * py);
    }
}
