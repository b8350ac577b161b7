package org.ewms.skydriver.internal.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan's present result is kept.
 *
 * @param text in the parts of which it is
 * @param complete whether it is the scan's final one
 */
public record ResultMark(TextMark text, boolean complete) {
    Map<String, Object> fields() {
        return Map.of("slot", text.slot(), "parts", text.parts(), "writing", text.writing(), "final", complete);
    }

    static @Nullable ResultMark of(@Nullable Object kept) {
        return kept instanceof Map<?, ?> map
                ? new ResultMark(TextMark.of(map), Boolean.TRUE.equals(map.get("final")))
                : null;
    }
}
