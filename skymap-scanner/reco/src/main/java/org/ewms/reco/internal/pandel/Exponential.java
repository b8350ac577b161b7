package org.ewms.reco.internal.pandel;

/** e^x by range reduction and a polynomial, 1e-14 relative: the same bits everywhere, and the same operations as the vector kernel's. */
public final class Exponential {
    /** Arguments are clamped to this range. */
    public static final double MIN = -700;

    public static final double MAX = 40;
    public static final double LOG2_E = 1.4426950408889634074;
    public static final double ROUND = 0x1.8p52;
    public static final double LN2_HIGH = 0x1.62e42fefap-1;
    public static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;

    /** 1/k!. */
    public static final double T2 = 0.5;

    public static final double T3 = 1.0 / 6;
    public static final double T4 = 1.0 / 24;
    public static final double T5 = 1.0 / 120;
    public static final double T6 = 1.0 / 720;
    public static final double T7 = 1.0 / 5040;
    public static final double T8 = 1.0 / 40320;
    public static final double T9 = 1.0 / 362880;
    public static final double T10 = 1.0 / 3628800;
    public static final double T11 = 1.0 / 39916800;

    private Exponential() {}

    public static double of(double argument) {
        double above = argument >= MIN ? argument : MIN;
        double x = above <= MAX ? above : MAX;
        double rounded = Math.fma(x, LOG2_E, ROUND);
        double power = rounded - ROUND;
        double r = Math.fma(power, -LN2_LOW, Math.fma(power, -LN2_HIGH, x));
        double high = Math.fma(Math.fma(Math.fma(Math.fma(T11, r, T10), r, T9), r, T8), r, T7);
        double low = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(high, r, T6), r, T5), r, T4), r, T3), r, T2);
        double polynomial = Math.fma(Math.fma(low, r, 1), r, 1);
        return polynomial * Double.longBitsToDouble((Double.doubleToRawLongBits(rounded) + 1023) << 52);
    }
}
