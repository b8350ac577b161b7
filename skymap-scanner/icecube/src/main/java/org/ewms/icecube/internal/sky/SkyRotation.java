package org.ewms.icecube.internal.sky;

import org.ewms.icecube.Direction;
import org.ewms.icecube.Equatorial;
import org.jastronomy.jsofa.JSOFA;
import org.jastronomy.jsofa.JSOFAIllegalParameter;
import org.jastronomy.jsofa.JSOFAInternalError;

/**
 * One rotation and one velocity: all that is left of the astrometry once the moment is fixed. The rows of the rotation
 * are the axes of the IceCube frame (x, y, z) in celestial coordinates; the velocity is the Earth's, in units of c.
 */
public final class SkyRotation {
    private static final double LATITUDE = StrictMath.toRadians(-89.9944);
    private static final double LONGITUDE = StrictMath.toRadians(-62.6081);
    private static final double MJD_ZERO = 2_400_000.5;
    private static final double AU_PER_DAY = 1 / 173.1446326742403; // the speed of light is 173.14… au per day
    /**
     * The series of the theory use functions whose last bit depends on the machine. Rounded to this grid (3 µas) their
     * result does not, and nobody can see the difference.
     */
    private static final double GRID = 0x1p-36;

    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double[] velocity;
    /** 1/γ of the velocity. */
    private final double contraction;

    private SkyRotation(double[] x, double[] y, double[] z, double[] velocity) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.velocity = velocity;
        this.contraction = Math.sqrt(1 - dot(velocity, velocity));
    }

    /** The rotation at a moment (modified Julian date, UTC). */
    public static SkyRotation at(double mjd) {
        JSOFA.JulianDate tt = terrestrialTime(mjd);
        double[][] earth = JSOFA.jauC2t06a(tt.djm0, tt.djm1, MJD_ZERO, mjd, 0, 0);
        double[][] heliocentric = new double[2][3];
        double[][] barycentric = new double[2][3];
        JSOFA.jauEpv00(tt.djm0, tt.djm1, heliocentric, barycentric);

        double[] zenith = axis(earth, LATITUDE, LONGITUDE);
        // IceCube's azimuth 90° (its y axis) is the observed azimuth −longitude, counted from north through east,
        // and IceCube's azimuth 0 (its x axis) lies a right angle further.
        double[] east = axis(earth, 0, LONGITUDE + StrictMath.PI / 2);
        double[] z = unit(round(zenith));
        double[] eastward = unit(orthogonal(round(east), z));
        double[] north = cross(z, eastward);
        double azimuth = StrictMath.PI / 2 - LONGITUDE;
        double[] x = turned(north, eastward, azimuth);
        double[] y = cross(z, x);
        double[] velocity = scaled(barycentric[1], AU_PER_DAY);
        return new SkyRotation(x, y, z, round(velocity));
    }

    private static JSOFA.JulianDate terrestrialTime(double mjd) {
        try {
            JSOFA.JulianDate tai = JSOFA.jauUtctai(MJD_ZERO, mjd);
            return JSOFA.jauTaitt(tai.djm0, tai.djm1);
        } catch (JSOFAIllegalParameter | JSOFAInternalError e) {
            throw new IllegalArgumentException("no UTC date: mjd " + mjd, e);
        }
    }

    /** A direction fixed to the Earth (latitude, longitude) in celestial coordinates. */
    private static double[] axis(double[][] earth, double latitude, double longitude) {
        double a = StrictMath.cos(latitude) * StrictMath.cos(longitude);
        double b = StrictMath.cos(latitude) * StrictMath.sin(longitude);
        double c = StrictMath.sin(latitude);
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            out[i] = earth[0][i] * a + earth[1][i] * b + earth[2][i] * c;
        }
        return out;
    }

    /** The axes x, y, z of the IceCube frame in celestial coordinates: the rows of the rotation, nine numbers. */
    public double[] axes() {
        return new double[] {x[0], x[1], x[2], y[0], y[1], y[2], z[0], z[1], z[2]};
    }

    /** The Earth's velocity in celestial coordinates, units of c. */
    public double[] velocity() {
        return velocity.clone();
    }

    /** From the sky (J2000, radians) to the detector. */
    public Direction toLocal(double ra, double dec) {
        double cosDec = StrictMath.cos(dec);
        double[] star = {cosDec * StrictMath.cos(ra), cosDec * StrictMath.sin(ra), StrictMath.sin(dec)};
        double[] seen = aberrated(star, 1);
        double up = dot(z, seen);
        double alongX = dot(x, seen);
        double alongY = dot(y, seen);
        double zenith = StrictMath.atan2(Math.sqrt(alongX * alongX + alongY * alongY), up);
        return new Direction(zenith, fullCircle(StrictMath.atan2(alongY, alongX)));
    }

    /** From the detector to the sky (J2000). */
    public Equatorial toJ2000(Direction local) {
        double sinZenith = StrictMath.sin(local.zenith());
        double a = sinZenith * StrictMath.cos(local.azimuth());
        double b = sinZenith * StrictMath.sin(local.azimuth());
        double c = StrictMath.cos(local.zenith());
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            seen[i] = x[i] * a + y[i] * b + z[i] * c;
        }
        double[] star = aberrated(seen, -1);
        double dec = StrictMath.atan2(star[2], Math.sqrt(star[0] * star[0] + star[1] * star[1]));
        return new Equatorial(fullCircle(StrictMath.atan2(star[1], star[0])), dec);
    }

    /** Relativistic aberration, exact; with sign −1 its inverse. */
    private double[] aberrated(double[] direction, int sign) {
        double along = sign * dot(direction, velocity);
        double push = sign * (1 + along / (1 + contraction));
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            out[i] = (direction[i] * contraction + push * velocity[i]) / (1 + along);
        }
        return out;
    }

    private static double fullCircle(double angle) {
        double positive = angle < 0 ? angle + 2 * StrictMath.PI : angle;
        return positive >= 2 * StrictMath.PI ? 0 : positive + 0.0; // no negative zero
    }

    private static double[] turned(double[] from, double[] towards, double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new double[] {
            from[0] * cos + towards[0] * sin, from[1] * cos + towards[1] * sin, from[2] * cos + towards[2] * sin
        };
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] scaled(double[] a, double factor) {
        return new double[] {a[0] * factor, a[1] * factor, a[2] * factor};
    }

    private static double[] unit(double[] a) {
        return scaled(a, 1 / Math.sqrt(dot(a, a)));
    }

    private static double[] orthogonal(double[] a, double[] axis) {
        double along = dot(a, axis);
        return new double[] {a[0] - along * axis[0], a[1] - along * axis[1], a[2] - along * axis[2]};
    }

    private static double[] round(double[] a) {
        return new double[] {Math.rint(a[0] / GRID) * GRID, Math.rint(a[1] / GRID) * GRID, Math.rint(a[2] / GRID) * GRID
        };
    }
}
