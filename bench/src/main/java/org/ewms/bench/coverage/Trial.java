package org.ewms.bench.coverage;

import java.util.List;
import java.util.Map;
import org.ewms.bench.SimulatedFile;
import org.ewms.icecube.Equatorial;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.LocalFrame;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.MemoryScan;
import org.ewms.scanner.PixelReconstructor;
import org.ewms.scanner.ScanSetup;
import org.ewms.skymap.ConfidenceLevel;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.SkyPosition;

/**
 * What one simulated event's sky map says of its true direction.
 *
 * @param seed of the simulation
 * @param ts −2ΔlnL of the truth above the best fit
 * @param errorDeg from the best fit to the truth, degrees
 * @param area50Deg2 of the 50 % contour (Wilks)
 * @param area90Deg2 of the 90 % contour (Wilks)
 * @param llh best −ln L
 * @param pixels scanned
 * @param fits done
 */
record Trial(
        long seed, double ts, double errorDeg, double area50Deg2, double area90Deg2, double llh, int pixels, int fits) {
    /** The event made ready for a reconstruction. */
    static PixelReconstructor prepare(SimulatedFile event, String reco, Map<String, String> options)
            throws EventFormatException {
        return PixelReconstructor.of(new ScanSetup("coverage", event.name(), event.content(), reco, options));
    }

    /** Scans and compares. */
    static Trial run(SimulatedFile event, PixelReconstructor reconstructor, ScanPlan plan) throws InterruptedException {
        MemoryScan scan = MemoryScan.run(reconstructor, plan);
        LlhMap map = LlhMap.of(scan.result());
        List<Contour> contours = Contours.of(map, List.of(ConfidenceLevel.wilks(0.5), ConfidenceLevel.wilks(0.9)))
                .contours();
        SkyPosition truth = truth(event);
        return new Trial(
                event.truth().seed(),
                contours.getLast().ts(truth),
                map.bestFit().position().distanceDeg(truth),
                contours.getFirst().areaDeg2(),
                contours.getLast().areaDeg2(),
                map.bestFit().llh(),
                scan.progress().pixelsDone(),
                scan.progress().fits());
    }

    private static SkyPosition truth(SimulatedFile event) {
        Equatorial at = new LocalFrame(event.mjd()).toJ2000(event.truth().direction());
        return new SkyPosition(Math.toDegrees(at.ra()), Math.toDegrees(at.dec()));
    }
}
