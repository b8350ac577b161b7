package org.ewms.reco.internal;

/** Numbers that look random and are a function of their arguments (SplitMix64's finaliser). */
final class Mix {
    private Mix() {}

    /** Uniform in [0, 1). */
    static double uniform(long seed, long index) {
        return (bits(bits(seed) + index * 0x9e3779b97f4a7c15L) >>> 11) * 0x1p-53;
    }

    private static long bits(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
