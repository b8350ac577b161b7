package org.ewms.scanner.internal;

/**
 * How many pixels to pack into one message. Quick fits are packed so that a message is worth some tens of milliseconds of work, slow ones
 * travel alone; towards the end of a round messages shrink so that no pilot is left with a long one.
 */
public final class Batching {
    /** Work per message aimed at, seconds. */
    static final double TARGET_SECONDS = 0.05;

    static final int MAX_PIXELS = 128;

    /** A message is at most this part of what is left to send. */
    static final int SHARES = 32;

    private double secondsPerPixel = Double.NaN;

    /** Learns from a finished batch. */
    public void learn(int pixels, double seconds) {
        if (pixels > 0 && seconds >= 0) {
            double now = seconds / pixels;
            secondsPerPixel = Double.isNaN(secondsPerPixel) ? now : 0.9 * secondsPerPixel + 0.1 * now;
        }
    }

    /** Pixels to put in the next message, ≥ 1, with {@code left} still to send. */
    public int next(long left) {
        double byTime = Double.isNaN(secondsPerPixel) ? 4 : TARGET_SECONDS / Math.max(secondsPerPixel, 1e-9);
        double byShare = Math.max(1, left / (double) SHARES);
        return (int) Math.clamp(Math.min(byTime, byShare), 1, MAX_PIXELS);
    }

    /** Whether a pixel's variations are worth a message each. */
    public boolean split() {
        return secondsPerPixel > 20 * TARGET_SECONDS;
    }
}
