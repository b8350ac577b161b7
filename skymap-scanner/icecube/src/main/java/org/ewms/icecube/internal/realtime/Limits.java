package org.ewms.icecube.internal.realtime;

/** How large an event may be. Real ones stay an order of magnitude below each of these. */
public final class Limits {
    /** Size of an event file, bytes. */
    public static final int FILE_BYTES = 32 << 20;
    /** Size of one frame once decompressed, bytes: a zip bomb is stopped here. */
    public static final int FRAME_BYTES = 32 << 20;
    /** Size of all frames of an event together, bytes. */
    public static final int EVENT_BYTES = 48 << 20;
    /** Frames in one event; realtime events have five. */
    public static final int FRAMES = 16;
    /** Words, numbers and brackets in the JSON; real events have some hundred. */
    public static final int JSON_TOKENS = 100_000;
    /** Nesting of the JSON. */
    public static final int JSON_DEPTH = 32;
    /** Masks upon masks; real ones are two deep. */
    public static final int MASK_DEPTH = 8;

    private Limits() {}
}
