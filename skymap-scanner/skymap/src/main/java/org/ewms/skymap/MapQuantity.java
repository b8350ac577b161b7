package org.ewms.skymap;

import java.util.Locale;
import java.util.Optional;

/** What the values of a map in a file are. */
public enum MapQuantity {
    /** 2 (llh − smallest llh), the value of the finest scanned pixel there; column {@code 2DLLH}. */
    TWICE_DELTA_LLH("2DLLH", "", "2DLLH", "", "Change in 2LLH based on Wilks theorem"),
    /** Probability: summing to 1 over the pixels of a flat map (column {@code PROB}), per steradian in a multi-order one. */
    PROBABILITY("PROB", "pix-1", "PROBDENSITY", "sr-1", "exp(-TS/2), flat prior; areas from Wilks levels");

    private final String flatColumn;
    private final String flatUnit;
    private final String multiOrderColumn;
    private final String multiOrderUnit;
    private final String meaning;

    MapQuantity(String flatColumn, String flatUnit, String multiOrderColumn, String multiOrderUnit, String meaning) {
        this.flatColumn = flatColumn;
        this.flatUnit = flatUnit;
        this.multiOrderColumn = multiOrderColumn;
        this.multiOrderUnit = multiOrderUnit;
        this.meaning = meaning;
    }

    String flatColumn() {
        return flatColumn;
    }

    String flatUnit() {
        return flatUnit;
    }

    String multiOrderColumn() {
        return multiOrderColumn;
    }

    String multiOrderUnit() {
        return multiOrderUnit;
    }

    String meaning() {
        return meaning;
    }

    /** What a column of this name holds, as far as the names used by IceCube and LIGO, Virgo and KAGRA tell. */
    static Optional<MapQuantity> ofColumn(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "2DLLH" -> Optional.of(TWICE_DELTA_LLH);
            case "PROB", "PROBABILITY", "PROBDENSITY" -> Optional.of(PROBABILITY);
            default -> Optional.empty();
        };
    }
}
