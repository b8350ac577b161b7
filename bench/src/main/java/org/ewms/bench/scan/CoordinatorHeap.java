package org.ewms.bench.scan;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanCoordinator;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;

/** Heap that a coordinator full of fits keeps. */
final class CoordinatorHeap {
    private CoordinatorHeap() {}

    /** Used heap after garbage collection, bytes. */
    static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * Bytes per pixel of a whole-sky scan, every pixel fitted.
     *
     * @param energies whether the fits have them, as those of cascades do
     */
    static double bytesPerPixel(int nside, boolean energies) {
        long before = used();
        ScanPlan plan = ScanPlan.defaults(ScanMode.CLASSIC).withProgression(NsideProgression.parse(nside + ":0"));
        ScanCoordinator coordinator = new ScanCoordinator(plan);
        for (int i = 0; i < coordinator.pixels(); i++) {
            long pixel = coordinator.task(i).pixel();
            double energy = energies ? 1e4 + pixel : Double.NaN;
            coordinator.accept(
                    new Fit(new FitId(nside, pixel, 0), 1000 + pixel, 1, 2, 3, pixel, energy, energy, energy));
        }
        if (!coordinator.finished()) {
            throw new IllegalStateException("the coordinator wants more than the whole sky");
        }
        double perPixel = (used() - before) / (double) coordinator.pixels();
        Reference.reachabilityFence(coordinator);
        return perPixel;
    }
}
