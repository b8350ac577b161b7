package org.ewms.manifest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The progress of a manifest in the fields it may have. */
final class ProgressReport {
    private ProgressReport() {}

    /** With what may be left out filled in, and without what nobody knows. */
    static Map<String, @Nullable Object> of(Map<String, Object> given) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        for (String field : new String[] {"summary", "epilogue", "tallies"}) {
            report.put(field, given.get(field));
        }
        report.put("processing_stats", statistics(given.get("processing_stats")));
        report.put("predictive_scanning_threshold", number(given.get("predictive_scanning_threshold")));
        report.put("last_updated", given.get("last_updated"));
        report.put("start", given.get("start"));
        report.put("end", given.get("end"));
        return report;
    }

    private static Map<String, @Nullable Object> statistics(@Nullable Object given) {
        Map<?, ?> all = given instanceof Map<?, ?> map ? map : Map.of();
        Map<String, @Nullable Object> statistics = new LinkedHashMap<>();
        statistics.put("start", all.get("start"));
        statistics.put("runtime", all.get("runtime"));
        statistics.put("rate", otherwise(all.get("rate"), Map.of()));
        statistics.put("end", otherwise(all.get("end"), ""));
        statistics.put("finished", otherwise(all.get("finished"), false));
        statistics.put("predictions", otherwise(all.get("predictions"), Map.of()));
        return statistics;
    }

    private static @Nullable Object number(@Nullable Object value) {
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }

    private static Object otherwise(@Nullable Object value, Object otherwise) {
        return value == null ? otherwise : value;
    }
}
