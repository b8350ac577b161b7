package org.ewms.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Ours and theirs measured in turn, round by round. The figures of the row are medians; the ratio is the median of the rounds' ratios, so
 * that what disturbs the machine for a while disturbs both sides.
 */
public final class Rounds {
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(double ours, double theirs) {}

    public void add(double ours, double theirs) {
        pairs.add(new Pair(ours, theirs));
    }

    /** Of a rate: more is better. */
    public Row more(String name, String unit, String reference) {
        return row(name, unit, pair -> pair.ours / pair.theirs, reference);
    }

    /** Of a time: less is better. */
    public Row less(String name, String unit, String reference) {
        return row(name, unit, pair -> pair.theirs / pair.ours, reference);
    }

    private Row row(String name, String unit, ToDoubleFunction<Pair> ratio, String reference) {
        return new Row(name, median(Pair::ours), median(Pair::theirs), unit, median(ratio), reference);
    }

    private double median(ToDoubleFunction<Pair> figure) {
        return Figures.median(pairs.stream().mapToDouble(figure).toArray());
    }
}
