package org.ewms.healpix.internal;

/** Interleaving of two 29-bit numbers into one 58-bit number (Morton order): x on the even bits. */
public final class Interleave {
    /** The bits of x. */
    public static final long EVEN = 0x5555555555555555L;
    /** The bits of y. */
    public static final long ODD = 0xAAAAAAAAAAAAAAAAL;

    /** PDEP and PEXT make expand and compress one instruction each; elsewhere the shifts are faster. */
    private static final boolean ONE_INSTRUCTION =
            System.getProperty("os.arch", "").matches("amd64|x86_64");

    private Interleave() {}

    /** The number with x on the even and y on the odd bits. */
    public static long join(long x, long y) {
        if (ONE_INSTRUCTION) {
            return Long.expand(x, EVEN) | Long.expand(y, ODD);
        }
        return spread(x) | spread(y) << 1;
    }

    /** The even bits of an interleaved number. */
    public static long x(long joined) {
        return ONE_INSTRUCTION ? Long.compress(joined, EVEN) : gather(joined);
    }

    /** The odd bits of an interleaved number. */
    public static long y(long joined) {
        return ONE_INSTRUCTION ? Long.compress(joined, ODD) : gather(joined >>> 1);
    }

    static long spread(long v) {
        long r = v & 0xFFFFFFFFL;
        r = (r | r << 16) & 0x0000FFFF0000FFFFL;
        r = (r | r << 8) & 0x00FF00FF00FF00FFL;
        r = (r | r << 4) & 0x0F0F0F0F0F0F0F0FL;
        r = (r | r << 2) & 0x3333333333333333L;
        return (r | r << 1) & EVEN;
    }

    static long gather(long v) {
        long r = v & EVEN;
        r = (r | r >>> 1) & 0x3333333333333333L;
        r = (r | r >>> 2) & 0x0F0F0F0F0F0F0F0FL;
        r = (r | r >>> 4) & 0x00FF00FF00FF00FFL;
        r = (r | r >>> 8) & 0x0000FFFF0000FFFFL;
        return (r | r >>> 16) & 0xFFFFFFFFL;
    }
}
