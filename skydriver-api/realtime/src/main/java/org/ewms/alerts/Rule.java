package org.ewms.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with some alerts.
 *
 * @param name for people
 * @param when which alerts
 * @param prompt the scan that is made first; null for none
 * @param refined the scan that follows when that has ended; null for none. An alert with neither is ignored
 * @param sinks names of those that notices go to
 * @param pipeline as GCN calls the selection, for instance {@code Gold Track Alert}; null to leave it out
 * @param topology {@code Track} or {@code Shower}, for notices
 */
public record Rule(
        String name,
        Condition when,
        @Nullable ScanWish prompt,
        @Nullable ScanWish refined,
        List<String> sinks,
        @Nullable String pipeline,
        String topology) {
    public Rule {
        sinks = List.copyOf(sinks);
    }

    /** Whether alerts are kept and nothing else is done. */
    public boolean ignores() {
        return prompt == null && refined == null;
    }
}
