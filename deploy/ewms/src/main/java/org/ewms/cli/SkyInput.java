package org.ewms.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.ewms.skymap.MapQuantity;
import org.ewms.skymap.SkyFile;
import org.ewms.skymap.SkymapException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the files given to {@code ewms sky} are read. */
final class SkyInput {
    /** What a map's values are. */
    enum Values {
        /** 2 (llh − smallest llh). */
        LLH(MapQuantity.TWICE_DELTA_LLH),
        /** Per pixel in a flat map, per steradian in a multi-order one. */
        PROBABILITY(MapQuantity.PROBABILITY);

        private final MapQuantity quantity;

        Values(MapQuantity quantity) {
            this.quantity = quantity;
        }

        MapQuantity quantity() {
            return quantity;
        }
    }

    @Option(
            names = "--values",
            paramLabel = "WHAT",
            description = "What the column of a FITS map holds if its name does not say: ${COMPLETION-CANDIDATES}.")
    @Nullable
    Values values;

    SkyFile read(Path file) {
        return SkyFile.read(file, Optional.ofNullable(values).map(Values::quantity));
    }

    SkyFile.MapFile map(Path file) {
        return switch (read(file)) {
            case SkyFile.MapFile map -> map;
            case SkyFile.MocFile moc ->
                throw new SkymapException(
                        file + ": a " + moc.format().description() + " is a region without values, not a map");
        };
    }
}
