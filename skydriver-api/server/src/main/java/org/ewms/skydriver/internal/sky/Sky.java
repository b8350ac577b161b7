package org.ewms.skydriver.internal.sky;

import java.util.function.Supplier;
import org.ewms.skymap.ConfidenceLevel;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.ProbabilityMap;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkymapSummary;
import org.jspecify.annotations.Nullable;

/** A result as a sky map. What follows from it is worked out when first asked for. */
public final class Sky {
    private final ScanResult result;
    private final Lazy<LlhMap> map;
    private final Lazy<Contours> contours;
    private final Lazy<ProbabilityMap> probability;

    Sky(ScanResult result) {
        this.result = result;
        this.map = new Lazy<>(() -> LlhMap.of(result));
        this.contours = new Lazy<>(() -> Contours.of(map(), ConfidenceLevel.standard()));
        this.probability = new Lazy<>(() -> ProbabilityMap.of(map()));
    }

    /** A value that is made once. */
    private static final class Lazy<T> {
        private final Supplier<T> make;
        private @Nullable T made;

        Lazy(Supplier<T> make) {
            this.make = make;
        }

        synchronized T get() {
            T value = made;
            if (value == null) {
                value = make.get();
                made = value;
            }
            return value;
        }
    }

    /** The pixels. */
    public ScanResult result() {
        return result;
    }

    /** −2ΔlnL over the sky. @throws org.ewms.skymap.SkymapException when no pixel has a likelihood */
    public LlhMap map() {
        return map.get();
    }

    /** Borders of the 50 %, 90 % and 3σ regions. */
    public Contours contours() {
        return contours.get();
    }

    /** Probability under a flat prior. */
    public ProbabilityMap probability() {
        return probability.get();
    }

    /** Best fit, areas, counts. */
    public SkymapSummary summary() {
        return SkymapSummary.of(
                map(), contours().contours().get(0), contours().contours().get(1));
    }
}
