package org.ewms.cli;

import org.ewms.healpix.Moc;
import org.ewms.skymap.Contour;
import org.ewms.skymap.MocFits;
import picocli.CommandLine.Option;

/** How a region is divided into cells. */
final class SkyCells {
    @Option(
            names = "--order",
            paramLabel = "K",
            description = "Order of the finest cells of a MOC (default: about 24 along the region's radius).")
    int order = -1;

    @Option(names = "--inclusive", description = "Put every cell the region touches into the MOC, not by its centre.")
    boolean inclusive;

    @Option(names = "--moc-version", paramLabel = "N", description = "1 or 2, of MOC FITS (default: ${DEFAULT-VALUE}).")
    int mocVersion = 2;

    Moc of(Contour contour) {
        return contour.coverage(order < 0 ? contour.fineOrder() : order, inclusive);
    }

    MocFits.Version version() {
        return switch (mocVersion) {
            case 1 -> MocFits.Version.V1;
            case 2 -> MocFits.Version.V2;
            default -> throw new IllegalArgumentException("--moc-version is " + mocVersion + ", not 1 or 2");
        };
    }
}
