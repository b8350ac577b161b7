package org.ewms.skydriver.internal.store;

import java.util.Map;
import java.util.Objects;

/**
 * Which parts a text is in.
 *
 * @param slot another than that of the text before, so that a new text never overwrites it
 * @param parts how many
 * @param writing in which they came about
 */
public record TextMark(int slot, int parts, long writing) {
    static TextMark of(Map<?, ?> kept) {
        return new TextMark((int) number(kept, "slot"), (int) number(kept, "parts"), number(kept, "writing"));
    }

    private static long number(Map<?, ?> kept, String name) {
        return ((Number) Objects.requireNonNull(kept.get(name), name)).longValue();
    }
}
