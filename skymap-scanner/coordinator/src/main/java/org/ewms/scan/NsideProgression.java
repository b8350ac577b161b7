package org.ewms.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How finely the sky is scanned, written {@code 8:0,64:12,512:24}: nside and pixel extension per level. The extension says how many
 * pixel areas of the level before are refined around the minimum; the first level covers the whole sky and has extension 0.
 *
 * @param levels at least one, nside ascending
 */
public record NsideProgression(List<Level> levels) {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    /** The progression of the original scanner. */
    public static final NsideProgression DEFAULT = parse("8:0,64:12,512:24");

    /** Finest nside a scan accepts: 0.4 arc seconds, far below any resolution of the detector. */
    public static final int MAX_NSIDE = 1 << 19;

    /** Most pixels a first level may have, so that a slip of the keyboard does not ask for the whole sky at nside 65536. */
    public static final int MAX_FIRST_NSIDE = 1024;

    /**
     * One level of refinement.
     *
     * @param nside power of two
     * @param extension 0 for the first level, ≥ 1 for later ones
     */
    public record Level(int nside, int extension) {}

    public NsideProgression {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("nsides: at least one NSIDE:EXTENSION is needed, for instance 8:0");
        }
        int before = 0;
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            checkNside(level.nside(), before, i == 0 ? MAX_FIRST_NSIDE : MAX_NSIDE);
            checkExtension(level, i == 0);
            before = level.nside();
        }
    }

    /**
     * Reads {@code NSIDE:EXTENSION} items separated by commas or blanks.
     *
     * @throws IllegalArgumentException naming the item and the rule it breaks
     */
    public static NsideProgression parse(String text) {
        List<Level> levels = new ArrayList<>();
        for (String item : SEPARATOR.split(text.strip())) {
            int colon = item.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "nsides: '" + item + "' is not NSIDE:EXTENSION; write for instance 8:0,64:12,512:24");
            }
            levels.add(new Level(number(item.substring(0, colon), item), number(item.substring(colon + 1), item)));
        }
        return new NsideProgression(levels);
    }

    private static int number(String digits, String item) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("nsides: '" + digits + "' in '" + item + "' is not a whole number", e);
        }
    }

    private static void checkNside(int nside, int before, int max) {
        if (nside < 1 || Integer.bitCount(nside) != 1) {
            throw new IllegalArgumentException("nsides: " + nside + " is not a power of two");
        }
        if (nside <= before) {
            throw new IllegalArgumentException("nsides: " + nside + " after " + before + "; they must ascend");
        }
        if (nside > max) {
            throw new IllegalArgumentException("nsides: " + nside + " is too fine here, at most " + max
                    + (max == MAX_FIRST_NSIDE ? " for the first level, which covers the whole sky" : ""));
        }
    }

    private static void checkExtension(Level level, boolean first) {
        if (first && level.extension() != 0) {
            throw new IllegalArgumentException(
                    "nsides: the first extension must be 0 (whole sky), is " + level.extension());
        }
        if (!first && level.extension() < 1) {
            throw new IllegalArgumentException(
                    "nsides: the extension of " + level.nside() + " must be at least 1, is " + level.extension());
        }
    }

    /** The finest nside. */
    public int target() {
        return levels.getLast().nside();
    }

    @Override
    public String toString() {
        return levels.stream().map(l -> l.nside() + ":" + l.extension()).collect(Collectors.joining(","));
    }
}
