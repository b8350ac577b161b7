package org.ewms.alerts.internal.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with an alert, as its rule had it when it came.
 *
 * @param rule its name; null when there was none
 * @param ignored why there are no scans; null where there are
 * @param sinks names of those that notices go to
 * @param pipeline as GCN calls the selection; null to leave it out
 * @param topology {@code Track} or {@code Shower}
 */
public record Treatment(
        @Nullable String rule,
        @Nullable String ignored,
        List<String> sinks,
        @Nullable String pipeline,
        String topology) {
    public Treatment {
        sinks = List.copyOf(sinks);
    }
}
