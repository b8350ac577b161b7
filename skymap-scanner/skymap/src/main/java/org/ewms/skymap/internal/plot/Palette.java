package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.util.List;

/** Colours of the contours in the field's order: 50 % black, 90 % red, 3σ green, then others. */
final class Palette {
    static final Color RIM = new Color(255, 255, 255, 190);

    static final Color SOURCE = new Color(0x0b, 0x3d, 0x91);

    private static final List<Color> LINES = List.of(
            new Color(0x10, 0x10, 0x10),
            new Color(0xe0, 0x10, 0x10),
            new Color(0x0a, 0x8f, 0x2e),
            new Color(0x1f, 0x5f, 0xd0),
            new Color(0x00, 0x9a, 0xa6),
            new Color(0x8a, 0x5a, 0x00));

    private Palette() {}

    static Color line(int i) {
        return LINES.get(i % LINES.size());
    }
}
