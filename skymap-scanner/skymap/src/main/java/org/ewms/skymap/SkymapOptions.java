package org.ewms.skymap;

import java.util.List;

/**
 * What to write of a scan.
 *
 * @param levels contours to draw, the first two of which are named 50 % and 90 % in summary and FITS cards
 * @param flatQuantity what the flat map holds
 * @param flatNside nside of the flat map; 0 takes that of the finest pixels, at most 1024
 * @param picture whether to draw the PNG
 */
public record SkymapOptions(List<ConfidenceLevel> levels, MapQuantity flatQuantity, int flatNside, boolean picture) {
    public SkymapOptions {
        levels = List.copyOf(levels);
        if (levels.size() < 2 || levels.size() > 6) {
            throw new IllegalArgumentException("levels: " + levels.size() + " given, 2 … 6 can be drawn");
        }
        if (flatNside < 0 || flatNside > 2048 || Integer.bitCount(flatNside) > 1) {
            throw new IllegalArgumentException(
                    "flat nside " + flatNside + " is neither 0 (automatic) nor a power of two up to 2048");
        }
    }

    /** 50 %, 90 % and 3σ by Wilks' theorem, a flat 2DLLH map of the finest nside, and the picture. */
    public static SkymapOptions defaults() {
        return new SkymapOptions(ConfidenceLevel.standard(), MapQuantity.TWICE_DELTA_LLH, 0, true);
    }

    public SkymapOptions withLevels(List<ConfidenceLevel> wanted) {
        return new SkymapOptions(wanted, flatQuantity, flatNside, picture);
    }

    public SkymapOptions withFlatQuantity(MapQuantity wanted) {
        return new SkymapOptions(levels, wanted, flatNside, picture);
    }

    public SkymapOptions withFlatNside(int wanted) {
        return new SkymapOptions(levels, flatQuantity, wanted, picture);
    }

    public SkymapOptions withPicture(boolean wanted) {
        return new SkymapOptions(levels, flatQuantity, flatNside, wanted);
    }
}
