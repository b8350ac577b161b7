package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** The surroundings of a direction on the plane that touches the sphere there: great circles are straight; north up, east to the left. */
final class Gnomonic implements Projection {
    private static final double NEARLY_ACROSS = 0.02;

    private final TangentFrame frame;
    private final double scale;

    /** @param halfWidth radians from the centre to the frame, well below π/2 */
    Gnomonic(double[] centre, double halfWidth) {
        this.frame = new TangentFrame(centre);
        this.scale = Math.tan(halfWidth);
    }

    @Override
    public double @Nullable [] plane(double[] p) {
        double along = frame.along(p);
        if (along < NEARLY_ACROSS) {
            return null;
        }
        return new double[] {-frame.east(p) / along / scale, frame.north(p) / along / scale};
    }

    @Override
    public double[] direction(double x, double y) {
        double px = -x * scale;
        double py = y * scale;
        double along = 1 / Math.sqrt(1 + px * px + py * py);
        return frame.vector(along, along * px, along * py);
    }
}
