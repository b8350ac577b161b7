package org.ewms.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a benchmark, as it is printed and as it is written to JSON.
 *
 * @param name what was measured
 * @param ours our figure
 * @param theirs the reference's figure, from the same run; null where there is none
 * @param unit of both
 * @param ratio how many times better ours is than theirs, whichever way better lies: above 1 ours is better; null without reference
 * @param reference what theirs is
 * @param others where there are several references, the figure of each by its name; else empty
 */
public record Row(
        String name,
        double ours,
        @Nullable Double theirs,
        String unit,
        @Nullable Double ratio,
        String reference,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> others) {

    public Row(
            String name, double ours, @Nullable Double theirs, String unit, @Nullable Double ratio, String reference) {
        this(name, ours, theirs, unit, ratio, reference, Map.of());
    }

    /** Of a rate, or anything of which more is better. */
    public static Row more(String name, double ours, double theirs, String unit, String reference) {
        return new Row(name, ours, theirs, unit, ours / theirs, reference);
    }

    /** Of a time, a size, or anything of which less is better. */
    public static Row less(String name, double ours, double theirs, String unit, String reference) {
        return new Row(name, ours, theirs, unit, theirs / ours, reference);
    }

    /** A figure without reference; the remark says what it is part of. */
    public static Row plain(String name, double ours, String unit, String remark) {
        return new Row(name, ours, null, unit, null, remark);
    }

    /** The same row with the figures of all references, of which {@code theirs} is the best. */
    public Row beside(Map<String, Double> figures) {
        return new Row(name, ours, theirs, unit, ratio, reference, figures);
    }
}
