package org.ewms.healpix.internal;

/**
 * Trigonometry that gives the same bits on every machine: only IEEE operations, fused multiply-add and
 * square roots, in a fixed order.
 *
 * <p>{@code Math.sin} and its kin may differ by an ulp between JVMs, which would change pixel numbers on
 * cell edges and the bytes of a scan. Errors here are below 0.53 ulp for {@link #cosColatitude}, and
 * below 1.5 ulp elsewhere. Sine and cosine are Taylor series on [0, pi/4]; asin and atan are Chebyshev
 * interpolants fitted with 50 digits (relative error 6e-18 and 8e-18 before rounding).
 */
public final class Trig {
    /** The double nearest to pi / 2. */
    public static final double HALF_PI = Math.PI / 2;
    /** The double nearest to pi / 4. */
    public static final double QUARTER_PI = Math.PI / 4;
    /** pi / 2 minus {@link #HALF_PI}. */
    static final double HALF_PI_LOW = 6.123233995736766e-17;

    static final double PI_LOW = 1.2246467991473532e-16;
    static final double SIXTH_LOW = -9.25185853854297e-18;
    private static final double LARGE_ANGLE = 1e5;
    /** Up to here, angles of 3.5 degrees, five terms of the series of asin are exact to 1e-19. */
    private static final double SMALL_HAVERSINE = 0x1p-10;

    private Trig() {}

    /** cos(theta) for theta in [0, pi], correctly rounded but for about one argument in thirty. */
    public static double cosColatitude(double theta) {
        if (theta < QUARTER_PI) {
            return cosNear(theta, 0);
        }
        if (theta > 3 * QUARTER_PI) {
            return -cosNear(Math.PI - theta, PI_LOW);
        }
        return sinNear(HALF_PI - theta, HALF_PI_LOW);
    }

    /** sin(theta) for theta in [0, pi]; exact to the last bits also next to pi. */
    public static double sinColatitude(double theta) {
        if (theta < QUARTER_PI) {
            return sinNear(theta, 0);
        }
        if (theta > 3 * QUARTER_PI) {
            return sinNear(Math.PI - theta, PI_LOW);
        }
        return cosNear(HALF_PI - theta, HALF_PI_LOW);
    }

    /** sin(a) for any finite angle in radians. */
    public static double sin(double a) {
        if (Math.abs(a) > LARGE_ANGLE) {
            return StrictMath.sin(a);
        }
        double k = Math.rint(a * (1 / HALF_PI));
        return sinOfQuadrant((int) k, Math.fma(-k, HALF_PI, a), -k * HALF_PI_LOW);
    }

    /** cos(a) for any finite angle in radians. */
    public static double cos(double a) {
        if (Math.abs(a) > LARGE_ANGLE) {
            return StrictMath.cos(a);
        }
        double k = Math.rint(a * (1 / HALF_PI));
        return sinOfQuadrant((int) k + 1, Math.fma(-k, HALF_PI, a), -k * HALF_PI_LOW);
    }

    /** Writes s cos(a) and s sin(a) for an angle of a few turns at most; the same bits as {@link #cos}, {@link #sin}. */
    static void onCircle(double a, double s, double[] out, int at) {
        double k = Math.rint(a * (1 / HALF_PI));
        double y = Math.fma(-k, HALF_PI, a);
        double low = -k * HALF_PI_LOW;
        double sin = s * sinNear(y, low);
        double cos = s * cosNear(y, low);
        int quadrant = (int) k;
        boolean odd = (quadrant & 1) == 1;
        double c = odd ? -sin : cos;
        double d = odd ? cos : sin;
        boolean half = (quadrant & 2) == 2;
        out[at] = half ? -c : c;
        out[at + 1] = half ? -d : d;
    }

    private static double sinOfQuadrant(int quadrant, double y, double low) {
        double v = (quadrant & 1) == 0 ? sinNear(y, low) : cosNear(y, low);
        return (quadrant & 2) == 0 ? v : -v;
    }

    /** sin(y + low) for |y| up to pi/4 and a bit; the y^3 term is carried in two parts. */
    static double sinNear(double y, double low) {
        double t = y * y;
        double c = t * y;
        double cLow = Math.fma(t, y, -c) + Math.fma(y, y, -t) * y;
        double h = c * (-1.0 / 6);
        double hLow = Math.fma(c, -1.0 / 6, -h) + Math.fma(cLow, -1.0 / 6, c * SIXTH_LOW);
        double rest = Math.fma(c * t, sinTail(t), hLow) + low * Math.fma(t, -0.5, 1);
        double s = y + h;
        return s + ((h - (s - y)) + rest);
    }

    /** (sin(y) - y + y^3/6) / y^5 as a polynomial in t = y^2. */
    static double sinTail(double t) {
        double p = Math.fma(t, 2.8114572543455206e-15, -7.647163731819816e-13);
        p = Math.fma(t, p, 1.6059043836821613e-10);
        p = Math.fma(t, p, -2.505210838544172e-08);
        p = Math.fma(t, p, 2.7557319223985893e-06);
        p = Math.fma(t, p, -0.0001984126984126984);
        return Math.fma(t, p, 0.008333333333333333);
    }

    /** cos(y + low) for |y| up to pi/4 and a bit. */
    static double cosNear(double y, double low) {
        double t = y * y;
        double tLow = Math.fma(y, y, -t);
        double h = 0.5 * t;
        double w = 1 - h;
        double rest = Math.fma(t * t, cosTail(t), -0.5 * tLow) - y * low;
        return w + (((1 - w) - h) + rest);
    }

    /** (cos(y) - 1 + y^2/2) / y^4 as a polynomial in t = y^2. */
    static double cosTail(double t) {
        double p = Math.fma(t, 4.779477332387385e-14, -1.1470745597729725e-11);
        p = Math.fma(t, p, 2.08767569878681e-09);
        p = Math.fma(t, p, -2.755731922398589e-07);
        p = Math.fma(t, p, 2.48015873015873e-05);
        p = Math.fma(t, p, -0.001388888888888889);
        return Math.fma(t, p, 0.041666666666666664);
    }

    /** asin(x) for |x| at most 0.5. */
    public static double asinSmall(double x) {
        double t = x * x;
        return Math.fma(x * t, asinTail(t), x);
    }

    /** (asin(x) - x) / x^3 as a polynomial in t = x^2, t in [0, 0.25]. */
    static double asinTail(double t) {
        double p = Math.fma(t, 0.02877844261259304, -0.014881409392818066);
        p = Math.fma(t, p, 0.017419357964884856);
        p = Math.fma(t, p, 0.00545087818772055);
        p = Math.fma(t, p, 0.010324318288744113);
        p = Math.fma(t, p, 0.011478952690257387);
        p = Math.fma(t, p, 0.013971235301124539);
        p = Math.fma(t, p, 0.017352391265909227);
        p = Math.fma(t, p, 0.022372173002005596);
        p = Math.fma(t, p, 0.030381944137085216);
        p = Math.fma(t, p, 0.04464285714637338);
        p = Math.fma(t, p, 0.07499999999998425);
        return Math.fma(t, p, 0.16666666666666669);
    }

    /** acos(z) for z in [-1, 1]. */
    public static double acos(double z) {
        double a = Math.abs(z);
        if (a <= 0.5) {
            return HALF_PI - (asinSmall(z) - HALF_PI_LOW);
        }
        double small = 2 * asinSmall(Math.sqrt((1 - a) * 0.5));
        return z > 0 ? small : Math.PI - (small - PI_LOW);
    }

    /** 2 asin(sqrt(q)) for q in [0, 1]: the angle whose haversine is q. */
    public static double angleOfHaversine(double q) {
        if (q <= SMALL_HAVERSINE) {
            double x = Math.sqrt(q);
            double p = Math.fma(q, 0.022372159090909092, 0.030381944444444444);
            p = Math.fma(q, p, 0.044642857142857144);
            p = Math.fma(q, p, 0.075);
            return 2 * Math.fma(x * q, Math.fma(q, p, 1.0 / 6), x);
        }
        if (q <= 0.25) {
            return 2 * asinSmall(Math.sqrt(q));
        }
        if (q <= 0.75) {
            return HALF_PI + asinSmall(2 * q - 1);
        }
        return Math.PI - 2 * asinSmall(Math.sqrt(1 - q));
    }

    /** The same to 8e-7: a least-squares polynomial for the quotient by sqrt(q), half as many steps in a row. */
    static double roughAngleOfHaversine(double q) {
        double m = Math.min(q, 1 - q);
        double p = Math.fma(m, 0.21817913962079444, -0.08345577504209457);
        p = Math.fma(m, p, 0.13928627203165242);
        p = Math.fma(m, p, 0.14202205815147323);
        p = Math.fma(m, p, 0.3338639004501583);
        p = Math.fma(m, p, 1.999990081966643);
        double a = p * Math.sqrt(m);
        return q > 0.5 ? Math.PI - a : a;
    }

    /** atan2(y, x) in (-pi, pi], 0 where both are 0. */
    public static double atan2(double y, double x) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double a = ay <= ax ? atanOfRatio(ay, ax) : HALF_PI - (atanOfRatio(ax, ay) - HALF_PI_LOW);
        double positive = x < 0 ? Math.PI - (a - PI_LOW) : a;
        return y < 0 ? -positive : positive;
    }

    /** atan(p / q) for 0 <= p <= q; above tan(pi/8) the angle is measured from pi/4. */
    private static double atanOfRatio(double p, double q) {
        if (p <= 0.41421356237309503 * q) {
            return q == 0 ? 0 : atanSmall(p / q);
        }
        return QUARTER_PI - (atanSmall((q - p) / (q + p)) - 0.5 * HALF_PI_LOW);
    }

    /** atan(x) for |x| at most tan(pi/8). */
    static double atanSmall(double x) {
        double t = x * x;
        double p = Math.fma(t, -0.019174543572021332, 0.03922974453661223);
        p = Math.fma(t, p, -0.05085383488842831);
        p = Math.fma(t, p, 0.058581362519061465);
        p = Math.fma(t, p, -0.06664509989818045);
        p = Math.fma(t, p, 0.07692183087342026);
        p = Math.fma(t, p, -0.0909090457366906);
        p = Math.fma(t, p, 0.11111111015146714);
        p = Math.fma(t, p, -0.1428571428466518);
        p = Math.fma(t, p, 0.19999999999995513);
        p = Math.fma(t, p, -0.3333333333333333);
        return Math.fma(x * t, p, x);
    }
}
