package org.ewms.skymap.internal.plot;

/** The colour map plasma (Smith and van der Walt 2015, CC0), reversed: yellow for the smallest value, dark blue for the largest. */
final class Plasma {
    /** Where a fit failed. */
    static final int NAN = 0xffff0000;

    /** Where nothing was scanned. */
    static final int NOTHING = 0xffd9dce0;

    private static final int[] STOPS = {
        0x0d0887, 0x220690, 0x310597, 0x3f049c, 0x4c02a1, 0x5901a5, 0x6600a7, 0x7201a8, 0x7e03a8, 0x8a09a5, 0x9511a1,
        0xa01a9c, 0xaa2395, 0xb32c8e, 0xbc3587, 0xc43e7f, 0xcc4778, 0xd24f71, 0xd9586a, 0xdf6263, 0xe56b5d, 0xeb7556,
        0xf07f4f, 0xf48948, 0xf89441, 0xfb9f3a, 0xfdab33, 0xfeb72d, 0xfdc328, 0xfcd025, 0xf9dd25, 0xf5eb27, 0xf0f921
    };

    private Plasma() {}

    /** Opaque colour of a value; below and above the range as at its ends. */
    static int reversed(double value, double low, double high) {
        double t = (1 - Math.clamp((value - low) / (high - low), 0, 1)) * (STOPS.length - 1);
        int at = Math.min((int) t, STOPS.length - 2);
        double rest = t - at;
        int out = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = STOPS[at] >> shift & 0xff;
            int to = STOPS[at + 1] >> shift & 0xff;
            out = out << 8 | (int) Math.round(from + rest * (to - from));
        }
        return out;
    }
}
