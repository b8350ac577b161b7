package org.ewms.bench.healpix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.bench.Figures;
import org.ewms.bench.Row;
import org.ewms.bench.Table;

/** ns per call of every library, run by run. */
final class Times {
    private static final String OURS = "ours";

    /** By nside and operation: each library's figures of the runs. */
    private final Map<Long, Map<Operation, Map<String, List<Double>>>> all = new TreeMap<>();

    void ours(long nside, Operation operation, double ns) {
        add(OURS, nside, operation, ns);
    }

    void theirs(String library, long nside, Operation operation, double ns) {
        add(library, nside, operation, ns);
    }

    private void add(String library, long nside, Operation operation, double ns) {
        all.computeIfAbsent(nside, n -> new EnumMap<>(Operation.class))
                .computeIfAbsent(operation, o -> new LinkedHashMap<>())
                .computeIfAbsent(library, l -> new ArrayList<>())
                .add(ns);
    }

    /** A row per operation and nside, beside the fastest of the others; figures are medians of the runs. */
    void write(Table table) {
        all.forEach((nside, operations) -> {
            for (Operation operation : Operation.values()) {
                Map<String, List<Double>> ours = operations.getOrDefault(operation, Map.of());
                if (ours.containsKey(OURS)) {
                    table.add(row(
                            operation.label() + ", nside " + nside,
                            median(ours, OURS),
                            operations.getOrDefault(operation.scalar(), Map.of())));
                }
            }
        });
    }

    private static Row row(String name, double ours, Map<String, List<Double>> libraries) {
        Map<String, Double> others = new LinkedHashMap<>();
        for (String library : libraries.keySet()) {
            if (!library.equals(OURS)) {
                others.put(library, median(libraries, library));
            }
        }
        return others.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(fastest -> Row.less(name, ours, fastest.getValue(), "ns/call", fastest.getKey())
                        .beside(others))
                .orElseGet(() -> Row.plain(name, ours, "ns/call", "no other library has it"));
    }

    private static double median(Map<String, List<Double>> figures, String library) {
        return Figures.median(figures.getOrDefault(library, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }
}
