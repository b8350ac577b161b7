package org.ewms.scanner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ewms.healpix.Healpix;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Direction;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.LocalFrame;
import org.ewms.icecube.Position;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.reco.FitRequest;
import org.ewms.reco.PixelFit;
import org.ewms.reco.RecoException;
import org.ewms.reco.Reconstruction;
import org.ewms.reco.Reconstructions;
import org.ewms.reco.Vertex;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scan.PixelTask;
import org.ewms.scanner.internal.FitBatch;
import org.ewms.scanner.internal.FitReport;

/** One event made ready for one reconstruction: turns pixels into fits. Immutable, thread-safe. */
public final class PixelReconstructor {
    private final RealtimeEvent event;
    private final LocalFrame frame;
    private final Reconstruction.Prepared prepared;

    private PixelReconstructor(RealtimeEvent event, LocalFrame frame, Reconstruction.Prepared prepared) {
        this.event = event;
        this.frame = frame;
        this.prepared = prepared;
    }

    /**
     * Decodes the event and prepares the reconstruction.
     *
     * @throws EventFormatException when the event cannot be decoded
     * @throws RecoException when there is no such reconstruction, an option is wrong, or the event does not suit it
     */
    public static PixelReconstructor of(ScanSetup setup) throws EventFormatException {
        Reconstruction reco = Reconstructions.named(setup.reco());
        RealtimeEvent event = RealtimeEvent.read(setup.event(), setup.eventName());
        Reconstruction.Prepared prepared = reco.prepare(event.pulses(), DetectorGeometry.icecube86(), setup.options());
        return new PixelReconstructor(event, new LocalFrame(event.mjd()), prepared);
    }

    public RealtimeEvent event() {
        return event;
    }

    /** Seeds per pixel. */
    public int variations() {
        return prepared.variations();
    }

    FitReport reconstruct(FitBatch batch) throws InterruptedException {
        List<Fit> fits = new ArrayList<>();
        List<FitReport.Failure> failed = new ArrayList<>();
        long start = System.nanoTime();
        for (PixelTask task : batch.pixels()) {
            Direction direction = direction(task);
            for (int variation = 0; variation < Math.min(32, variations()); variation++) {
                if ((task.pending() & (1 << variation)) != 0) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("stopped between two fits");
                    }
                    fit(task, direction, variation, fits, failed);
                }
            }
        }
        return new FitReport(fits, failed, (System.nanoTime() - start) * 1e-9);
    }

    private void fit(
            PixelTask task, Direction direction, int variation, List<Fit> fits, List<FitReport.Failure> failed) {
        FitId id = new FitId(task.nside(), task.pixel(), variation);
        try {
            PixelFit fit = prepared.fit(new FitRequest(direction, seed(task.seed()), variation, number(id)));
            Position at = fit.vertex().position();
            fits.add(new Fit(
                    id,
                    finite(fit.llh()),
                    at.x(),
                    at.y(),
                    at.z(),
                    fit.vertex().time(),
                    fit.vertex().energy(),
                    fit.lossesInside(),
                    fit.lossesTotal()));
        } catch (RecoException e) {
            failed.add(new FitReport.Failure(id, String.valueOf(e.getMessage())));
        }
    }

    /** An infinite −ln L carries no more information than none, and could not be written to every format. */
    private static double finite(double llh) {
        return Double.isInfinite(llh) ? Double.NaN : llh;
    }

    private Vertex seed(Optional<PixelTask.Seed> seed) {
        return seed.map(s -> new Vertex(new Position(s.x(), s.y(), s.z()), s.t(), s.energy()))
                .orElseGet(prepared::seed);
    }

    private Direction direction(PixelTask task) {
        double[] angles = new double[2];
        Healpix.ofNside(task.nside()).pix2angRing(task.pixel(), angles, 0);
        return frame.toLocal(angles[1], Math.PI / 2 - angles[0]);
    }

    private static long number(FitId id) {
        return ((4L * id.nside() * id.nside() + id.pixel()) << 5) + id.variation();
    }
}
