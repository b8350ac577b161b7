package org.ewms.scanner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.ewms.icecube.EventFormatException;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.reco.RecoException;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scan.Progress;
import org.ewms.scan.ScanCoordinator;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.internal.Journal;
import org.ewms.scanner.internal.ResultTables;
import org.ewms.scanner.internal.ScanEstimate;
import org.ewms.scanner.internal.ScanLoop;
import org.ewms.scanner.internal.SpecFile;
import org.ewms.skymap.ScanResult;
import org.jspecify.annotations.Nullable;

/**
 * One scan in its directory: created or resumed, run against a broker, and read for its result.
 *
 * <p>Every accepted fit is in the journal before the broker forgets it; a scan killed at any moment and resumed goes on where it was and
 * ends with the same result.
 */
public final class Scan implements AutoCloseable {
    private final ScanDirectory directory;
    private final String id;
    private final ScanSpec spec;
    private final PixelReconstructor reconstructor;
    private final ScanPlan plan;
    private final ScanCoordinator coordinator;
    private final Journal journal;
    private final long firstPixels;
    private final long replayedFits;
    private volatile @Nullable ScanLoop running;

    private Scan(ScanDirectory directory, String id, ScanSpec spec, PixelReconstructor reconstructor)
            throws IOException {
        this.directory = directory;
        this.id = id;
        this.spec = spec;
        this.reconstructor = reconstructor;
        this.plan = spec.plan(reconstructor.variations());
        this.coordinator = new ScanCoordinator(plan);
        this.firstPixels = coordinator.pixels();
        this.journal = Journal.open(directory.journal(), new Replay(coordinator));
        this.replayedFits = coordinator.progress().levels().stream()
                .mapToLong(Progress.Level::fits)
                .sum();
    }

    private record Replay(ScanCoordinator coordinator) implements Journal.Reader {
        @Override
        public void fit(Fit fit) {
            coordinator.accept(fit);
        }

        @Override
        public void abandoned(FitId fit, String reason) {
            coordinator.abandon(fit, reason);
        }
    }

    /**
     * Starts a scan in a new or empty directory. Nothing is written before event, algorithm and options are known to be good.
     *
     * @throws ScanException when the directory cannot be used
     * @throws EventFormatException when the event cannot be decoded
     * @throws RecoException when the reconstruction refuses event or options
     */
    public static Scan create(Path out, ScanSpec spec, String scanId) throws EventFormatException {
        PixelReconstructor reconstructor = PixelReconstructor.of(spec.setup(scanId));
        spec.plan(reconstructor.variations());
        ScanDirectory directory = ScanDirectory.create(out);
        try {
            directory.write(directory.event(), spec.event());
            directory.write(directory.spec(), SpecFile.encode(scanId, spec, sha256(spec.event())));
            return new Scan(directory, scanId, spec, reconstructor);
        } catch (IOException e) {
            throw new ScanException("cannot write to " + out + ": " + ScanDirectory.reason(e), e);
        }
    }

    /**
     * Takes up an earlier scan, interrupted or finished.
     *
     * @throws ScanException when there is none, it runs elsewhere, or its files are damaged
     */
    public static Scan resume(Path out) {
        ScanDirectory directory = ScanDirectory.open(out);
        try {
            byte[] event = Files.readAllBytes(directory.event());
            SpecFile.Content content = SpecFile.decode(Files.readAllBytes(directory.spec()), event, sha256(event));
            PixelReconstructor reconstructor =
                    PixelReconstructor.of(content.spec().setup(content.scanId()));
            return new Scan(directory, content.scanId(), content.spec(), reconstructor);
        } catch (IOException e) {
            throw new ScanException("cannot resume " + out + ": " + ScanDirectory.reason(e), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    public String id() {
        return id;
    }

    public ScanSpec spec() {
        return spec;
    }

    public ScanPlan plan() {
        return plan;
    }

    public ScanDirectory directory() {
        return directory;
    }

    public ScanQueues queues() {
        return ScanQueues.of(id);
    }

    /** What pilots must know of the scan. */
    public ScanSetup setup() {
        return spec.setup(id);
    }

    /** The event made ready; pilots in this JVM may share it. */
    public PixelReconstructor reconstructor() {
        return reconstructor;
    }

    public Progress progress() {
        return coordinator.progress();
    }

    /** Fits that earlier runs of this scan had accepted. */
    public long replayedFits() {
        return replayedFits;
    }

    /** 1 for the first run of this scan, 2 for its first resumption, and so on. */
    public int run() {
        return journal.openings();
    }

    /** Fits given up, with the reason. */
    public Map<FitId, String> abandoned() {
        return coordinator.abandoned();
    }

    /** Tallies of the run under way or over; zero before. */
    public RunCounts counts() {
        ScanLoop loop = running;
        return loop == null ? RunCounts.NONE : loop.counts();
    }

    /** Runs with a patience of a minute. */
    public boolean run(MessageBroker broker, ScanListener listener) throws InterruptedException {
        return run(broker, listener, Duration.ofMinutes(1));
    }

    /**
     * Creates the queues, then publishes pixels and collects fits until the scan is finished or {@link #stop} is called.
     *
     * @param patience silence after which pixels the broker no longer has are sent again; ten times as long where the broker does not tell
     *     what pilots hold; doubled each time
     * @return whether it is finished
     * @throws org.ewms.mqclient.MqException when the broker is lost for longer than the client's deadline
     */
    public boolean run(MessageBroker broker, ScanListener listener, Duration patience) throws InterruptedException {
        if (!coordinator.finished()) {
            announce(broker);
        }
        return run(broker, queues(), listener, patience);
    }

    /**
     * The same on queues that are there already, whose pilots are given the {@link #setup} otherwise.
     *
     * @param queues of pixels and fits; that of the setup is not used
     */
    public boolean run(MessageBroker broker, ScanQueues queues, ScanListener listener, Duration patience)
            throws InterruptedException {
        ScanLoop loop = new ScanLoop(coordinator, journal, ScanEstimate.pixels(plan, firstPixels), listener, patience);
        running = loop;
        if (coordinator.finished()) {
            return true;
        }
        try {
            return loop.run(broker, queues, id + "/" + journal.openings());
        } catch (IOException e) {
            throw new ScanException("cannot write " + directory.journal() + ": " + ScanDirectory.reason(e), e);
        }
    }

    /** Declares the queues and puts the setup there for pilots to find. */
    public void announce(MessageBroker broker) throws InterruptedException {
        queues().declare(broker);
        if (broker.depth(queues().setup()).ready() == 0) {
            try (Publisher publisher = broker.publisher(queues().setup(), PublisherOptions.defaults())) {
                publisher.publishAll(List.of(spec.setup(id).message()));
            }
        }
    }

    /** Makes {@link #run(MessageBroker, ScanListener)} return false soon; any thread. */
    public void stop() {
        ScanLoop loop = running;
        if (loop != null) {
            loop.stop();
        }
    }

    /** Takes the scan's queues, and with them its pilots' work, off the broker. */
    public void retire(MessageBroker broker) {
        queues().delete(broker);
    }

    /** What is known so far: every complete pixel. */
    public ScanResult result() {
        return ResultTables.of(coordinator, ResultTables.metadata(reconstructor.event()));
    }

    /** Lets go of the journal; the directory can then be resumed. */
    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new ScanException("cannot write " + directory.journal() + ": " + ScanDirectory.reason(e), e);
        }
    }
}
