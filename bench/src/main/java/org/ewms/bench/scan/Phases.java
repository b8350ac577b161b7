package org.ewms.bench.scan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ewms.bench.Figures;

/** Figures of one scan by name. */
record Phases(Map<String, Double> figures) {
    /** Figure by figure the median of several scans. */
    static Phases median(List<Phases> scans) {
        Map<String, Double> out = new TreeMap<>();
        for (String key : scans.getFirst().names()) {
            out.put(
                    key,
                    Figures.median(
                            scans.stream().mapToDouble(scan -> scan.get(key)).toArray()));
        }
        return new Phases(out);
    }

    Set<String> names() {
        return figures.keySet();
    }

    /** A figure; 0 for one that was not measured. */
    double get(String name) {
        return figures.getOrDefault(name, 0.0);
    }

    /** Sum of all figures whose name begins so. */
    double sum(String prefix) {
        return figures.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
