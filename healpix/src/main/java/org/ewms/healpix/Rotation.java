package org.ewms.healpix;

import org.ewms.healpix.internal.Check;
import org.ewms.healpix.internal.Trig;

/** A rotation of directions and maps. Immutable; angles are radians. */
public final class Rotation {
    private static final double OBLIQUITY = 84381.406 / 3600 * (Math.PI / 180);
    /** From ICRS to galactic axes, to 30 digits in the IAU SOFA routine icrs2g (Hipparcos values). */
    private static final double[] TO_GALACTIC = {
        -0.05487556041621537,
        -0.873437090234885,
        -0.4838350155487132,
        0.4941094278755837,
        -0.4448296299600112,
        0.7469822444972189,
        -0.8676661490190047,
        -0.1980763734312015,
        0.4559837761750669
    };

    private final double[] rows;

    private Rotation(double[] rows) {
        this.rows = rows;
    }

    /** The rotation that turns coordinates of one frame into those of another. */
    public static Rotation between(Frame from, Frame to) {
        return from == to
                ? fromEquatorial(Frame.EQUATORIAL)
                : fromEquatorial(from).inverse().then(fromEquatorial(to));
    }

    private static Rotation fromEquatorial(Frame to) {
        double c = Trig.cos(OBLIQUITY);
        double s = Trig.sin(OBLIQUITY);
        return new Rotation(
                switch (to) {
                    case EQUATORIAL -> new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
                    case GALACTIC -> TO_GALACTIC;
                    case ECLIPTIC -> new double[] {1, 0, 0, 0, c, s, 0, -s, c};
                });
    }

    /**
     * The rotation with a matrix, its nine elements row by row.
     *
     * @throws IllegalArgumentException unless the rows are orthogonal unit vectors to 1e-9
     */
    public static Rotation ofMatrix(double... elements) {
        if (elements.length != 9) {
            throw new IllegalArgumentException("a rotation needs 9 elements but has " + elements.length);
        }
        for (int i = 0; i < 9; i++) {
            double product = 0;
            for (int k = 0; k < 3; k++) {
                product += elements[i / 3 * 3 + k] * elements[i % 3 * 3 + k];
            }
            if (!(Math.abs(product - (i % 4 == 0 ? 1 : 0)) < 1e-9)) {
                throw new IllegalArgumentException(
                        "the rows of a rotation must be orthogonal unit vectors, but the product of rows " + i / 3
                                + " and " + i % 3 + " is " + product);
            }
        }
        return new Rotation(elements.clone());
    }

    /** This rotation, then another one. */
    public Rotation then(Rotation next) {
        double[] product = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                product[i] = Math.fma(next.rows[i / 3 * 3 + k], rows[3 * k + i % 3], product[i]);
            }
        }
        return new Rotation(product);
    }

    /** The opposite rotation. */
    public Rotation inverse() {
        double[] turned = new double[9];
        for (int i = 0; i < 9; i++) {
            turned[i] = rows[i % 3 * 3 + i / 3];
        }
        return new Rotation(turned);
    }

    /** Writes the rotated vector in[from ..] to out[at ..]; the arrays and places may be the same. */
    public void vector(double[] in, int from, double[] out, int at) {
        double x = in[from];
        double y = in[from + 1];
        double z = in[from + 2];
        for (int i = 0; i < 3; i++) {
            out[at + i] = Math.fma(rows[3 * i], x, Math.fma(rows[3 * i + 1], y, rows[3 * i + 2] * z));
        }
    }

    /** Writes theta and phi in [0, 2 pi) of a rotated direction to out[at], out[at + 1]. */
    public void angle(double theta, double phi, double[] out, int at) {
        Check.angle(theta, phi);
        double s = Trig.sinColatitude(theta);
        double[] v = {s * Trig.cos(phi), s * Trig.sin(phi), Trig.cosColatitude(theta)};
        vector(v, 0, v, 0);
        double longitude = Trig.atan2(v[1], v[0]);
        out[at] = Trig.atan2(Math.sqrt(Math.fma(v[0], v[0], v[1] * v[1])), v[2]);
        out[at + 1] = longitude < 0 ? Math.max(0, longitude + 2 * Math.PI) % (2 * Math.PI) : longitude;
    }

    /**
     * A RING map in the rotated frame: each pixel interpolates the given map at its centre turned back (the
     * definition of healpy's rotate_map_pixel).
     *
     * @throws IllegalArgumentException when the map's length is not 12 nside^2
     */
    public double[] mapRing(double[] map) {
        Healpix h = FlatMaps.gridOf(map);
        Rotation back = inverse();
        double[] rotated = new double[map.length];
        double[] angles = new double[2];
        long[] pix = new long[4];
        double[] weight = new double[4];
        for (int i = 0; i < map.length; i++) {
            h.pix2angRing(i, angles, 0);
            back.angle(angles[0], angles[1], angles, 0);
            h.interpolRing(angles[0], angles[1], pix, weight);
            for (int k = 0; k < 4; k++) {
                rotated[i] += weight[k] * map[(int) pix[k]];
            }
        }
        return rotated;
    }
}
