package org.ewms.scanner;

import java.util.List;
import org.ewms.scan.Fit;
import org.ewms.scan.PixelTask;
import org.ewms.scan.Progress;
import org.ewms.scan.ScanCoordinator;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.internal.FitBatch;
import org.ewms.scanner.internal.FitReport;
import org.ewms.scanner.internal.ResultTables;
import org.ewms.skymap.ScanResult;

/**
 * A whole scan in the calling thread, without broker, journal or files: the same pixels, fits and result as any other scan of the same
 * plan. For calibrations, which scan many events.
 *
 * @param result the sky map's columns
 * @param progress pixels and fits by nside
 */
public record MemoryScan(ScanResult result, Progress progress) {
    /**
     * Scans. A fit that fails is given up at once: here it would fail again.
     *
     * @throws InterruptedException when the thread was interrupted between two pixels
     */
    public static MemoryScan run(PixelReconstructor reconstructor, ScanPlan plan) throws InterruptedException {
        ScanCoordinator coordinator = new ScanCoordinator(plan);
        for (int next = 0; next < coordinator.pixels(); next++) {
            reconstruct(coordinator.task(next), reconstructor, coordinator);
        }
        ScanResult result = ResultTables.of(coordinator, ResultTables.metadata(reconstructor.event()));
        return new MemoryScan(result, coordinator.progress());
    }

    private static void reconstruct(PixelTask task, PixelReconstructor reconstructor, ScanCoordinator coordinator)
            throws InterruptedException {
        FitReport report = reconstructor.reconstruct(new FitBatch(List.of(task)));
        for (Fit fit : report.fits()) {
            coordinator.accept(fit);
        }
        for (FitReport.Failure failure : report.failed()) {
            coordinator.abandon(failure.id(), failure.reason());
        }
    }
}
