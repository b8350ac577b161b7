package org.ewms.scanner;

import java.util.Map;
import java.util.Optional;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.Pointing;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;

/**
 * What a user asks for.
 *
 * @param eventName name of the event file, for messages
 * @param event its bytes
 * @param reco name of the reconstruction
 * @param options of the reconstruction
 * @param predictiveThreshold see {@link ScanPlan}
 * @param seed of the order in which pixels are sent
 * @param maxAttempts attempts at one fit before its pixel goes without it
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScanSpec(
        String eventName,
        byte[] event,
        String reco,
        Map<String, String> options,
        NsideProgression progression,
        ScanMode mode,
        double predictiveThreshold,
        long seed,
        int maxAttempts,
        Optional<Pointing> pointing) {
    public ScanSpec {
        options = Map.copyOf(options);
    }

    /** What pilots must know of the scan. */
    public ScanSetup setup(String scanId) {
        return new ScanSetup(scanId, eventName, event, reco, options);
    }

    /** The plan that follows once the reconstruction has said how many variations it takes. */
    ScanPlan plan(int variations) {
        return new ScanPlan(progression, mode, variations, predictiveThreshold, seed, maxAttempts, pointing);
    }
}
