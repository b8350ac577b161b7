package org.ewms.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.Pointing;
import org.ewms.scan.ScanMode;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanDirectory;
import org.ewms.scanner.ScanException;
import org.ewms.scanner.ScanSpec;
import org.ewms.skymap.SkymapFiles;
import org.ewms.skymap.SkymapOptions;
import org.ewms.tms.SiteDescription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms scan}: event file in, sky map out. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reconstructs an IceCube event over the sky and writes its sky map: result JSON, FITS (flat and multi-order), picture,"
                    + " manifest.",
            "A scan stopped by Ctrl-C, or killed, goes on with --resume DIR."
        })
final class ScanCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Parameters(index = "0", arity = "0..1", paramLabel = "EVENT", description = "Realtime event file (JSON).")
    @Nullable
    Path event;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the scan in this directory.")
    @Nullable
    Path resume;

    @Option(
            names = "--reco",
            paramLabel = "NAME",
            description = "Reconstruction: spe, mpe, cascade, dummy (default: ${DEFAULT-VALUE}).")
    String reco = "spe";

    @Option(
            names = "--reco-option",
            paramLabel = "KEY=VALUE",
            description = "Option of the reconstruction; may be repeated.")
    Map<String, String> recoOptions = new HashMap<>();

    @Option(names = "--mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    ScanMode mode = ScanMode.ADAPTIVE;

    @Option(
            names = "--nsides",
            paramLabel = "N:E,...",
            description =
                    "Nside progression (default: ${DEFAULT-VALUE}). In adaptive mode the first and last nside count.")
    String nsides = NsideProgression.DEFAULT.toString();

    @Option(
            names = "--around",
            paramLabel = "RA,DEC,RADIUS",
            description = "Scan only this disc at the first nside, degrees J2000.")
    @Nullable
    String around;

    @Option(
            names = "--predictive-threshold",
            paramLabel = "T",
            description =
                    "Start a finer level once this part of the coarser one is done, classic mode (default: ${DEFAULT-VALUE}).")
    double threshold = 1.0;

    @Option(names = "--seed", description = "Seed of the order of pixels (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "Attempts at one fit before its pixel goes without it (default: ${DEFAULT-VALUE}).")
    int maxAttempts = 3;

    @Option(
            names = "--pilots",
            paramLabel = "N",
            description =
                    "Work in N processes instead of threads of this one, with --site in N jobs; 0 leaves all work to pilots that join.")
    int pilots = -1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Fits at a time without --pilots (default: processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    SiteOptions site = new SiteOptions();

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Mixin
    RemoteOptions remote = new RemoteOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for the scan and its files (default: scans/...).")
    @Nullable
    Path out;

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    ScanCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkStaffing();
        if (remote.wanted()) {
            return elsewhere();
        }
        Optional<SiteDescription> there = site.site(Path.of(""));
        Instant started = clock.instant();
        long start = System.nanoTime();
        try (Scan scan = open()) {
            announce(scan);
            save(scan, new ScanReport(scan, started, Duration.ZERO).manifest("running", Optional.empty()));
            try (Interruption interruption = new Interruption(scan::stop, Duration.ofSeconds(75))) {
                boolean finished = session(scan, there).run((uri, credential) -> joinAt(scan, uri, credential));
                ScanReport report = new ScanReport(scan, started, Duration.ofNanos(System.nanoTime() - start));
                return finished ? finish(scan, report) : interrupted(scan, report);
            }
        }
    }

    private void checkStaffing() {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("--threads must be 1..1024, is " + threads);
        }
        if (pilots < -1 || pilots > 512) {
            throw new IllegalArgumentException("--pilots must be 0..512, is " + pilots);
        }
        if (site.name != null && pilots < 1) {
            throw new IllegalArgumentException("--site needs --pilots N, the number of jobs there");
        }
        if ((event == null) == (resume == null)) {
            throw new IllegalArgumentException("give either an EVENT file or --resume DIR");
        }
    }

    private int elsewhere() throws IOException, InterruptedException {
        if (resume != null || around != null || !recoOptions.isEmpty() || site.name != null) {
            throw new IllegalArgumentException("--resume, --around, --reco-option and --site are not for --remote");
        }
        Path file = java.util.Objects.requireNonNull(event);
        String name = String.valueOf(file.getFileName());
        byte[] bytes = EventFiles.read(file);
        RealtimeEvent read = RealtimeEvent.read(bytes, name);
        ScanOrder order = new ScanOrder(
                reco.toLowerCase(Locale.ROOT),
                nsides,
                mode,
                threshold,
                read.simulated(),
                remote.priority,
                "local",
                pilots > 0 ? pilots : 2);
        WmsClient client = SkyDriverAccess.client(remote.uri(), remote.tokenFile);
        return new RemoteScan(console, outputMode, remote.uri(), client, read, out != null ? out : defaultOut(name))
                .run(order.request(bytes, file));
    }

    private Scan open() throws IOException {
        if (resume != null) {
            return Scan.resume(resume);
        }
        Path file = java.util.Objects.requireNonNull(event);
        String name = String.valueOf(file.getFileName());
        byte[] bytes = EventFiles.read(file);
        ScanSpec spec = new ScanSpec(
                name,
                bytes,
                reco.toLowerCase(Locale.ROOT),
                recoOptions,
                NsideProgression.parse(nsides),
                mode,
                threshold,
                seed,
                maxAttempts,
                pointing());
        return Scan.create(out != null ? out : defaultOut(name), spec, scanId());
    }

    private Optional<Pointing> pointing() {
        if (around == null) {
            return Optional.empty();
        }
        String[] parts = around.split(",", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("--around takes RA,DEC,RADIUS in degrees, is '" + around + "'");
        }
        double[] degrees = new double[3];
        for (int i = 0; i < 3; i++) {
            try {
                degrees[i] = Double.parseDouble(parts[i].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--around: '" + parts[i] + "' is not a number", e);
            }
        }
        return Optional.of(
                new Pointing(Math.toRadians(degrees[0]), Math.toRadians(degrees[1]), Math.toRadians(degrees[2])));
    }

    private Path defaultOut(String eventName) {
        String stem = eventName.replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9._-]", "_");
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(clock.instant());
        return Path.of("scans", stem + "-" + reco.toLowerCase(Locale.ROOT) + "-" + time);
    }

    private String scanId() {
        return Long.toHexString(clock.millis()) + "x"
                + UUID.randomUUID().toString().substring(24);
    }

    private ScanSession session(Scan scan, Optional<SiteDescription> there) throws IOException {
        ScanSession.Staffing staffing = new ScanSession.Staffing(
                pilots < 0 ? threads : 0,
                Math.max(0, pilots),
                there,
                there.isPresent() ? site.brokerHost(there.get()) : "127.0.0.1");
        String who = pilots < 0
                ? threads + " threads"
                : pilots == 0 ? "pilots that join" : pilots + " pilots" + (site.name == null ? "" : " at " + site.name);
        ProgressDisplay display =
                new ProgressDisplay(console, outputMode, scan.plan().variations(), () -> who);
        return new ScanSession(scan, staffing, broker, display, console, clock);
    }

    private void announce(Scan scan) {
        if (outputMode == OutputMode.TEXT) {
            var read = scan.reconstructor().event();
            console.err()
                    .printf(
                            Locale.ROOT,
                            "scan %s: run %d event %d, %s, %s, %d variations, into %s%n",
                            scan.id(),
                            read.runId(),
                            read.eventId(),
                            scan.spec().reco(),
                            scan.plan().progression(),
                            scan.plan().variations(),
                            scan.directory().root());
            if (scan.replayedFits() > 0) {
                console.err().println("resuming: " + scan.replayedFits() + " fits are done already");
            }
        }
    }

    private void joinAt(Scan scan, String uri, @Nullable Path credential) {
        if (outputMode == OutputMode.TEXT && pilots >= 0) {
            console.err()
                    .println("more pilots may join:  ewms pilot --scan " + scan.id() + " --broker " + uri
                            + (credential == null ? "" : " --broker-credential " + credential));
        }
    }

    private int finish(Scan scan, ScanReport report) throws IOException {
        SkymapFiles.Written written = write(scan);
        save(scan, report.manifest("finished", Optional.of(written)));
        scan.directory().deleteBroker();
        if (outputMode == OutputMode.JSON) {
            console.out().println(Json.line(report.json(written)));
        } else {
            report.print(console.out(), written);
        }
        return 0;
    }

    private static SkymapFiles.Written write(Scan scan) {
        try {
            return SkymapFiles.writeAll(scan.result(), scan.directory().root(), SkymapOptions.defaults());
        } catch (UncheckedIOException e) {
            throw new ScanException(
                    "cannot write the sky map: " + e.getMessage() + "; mend that, then: ewms scan --resume "
                            + scan.directory().root(),
                    e);
        }
    }

    private int interrupted(Scan scan, ScanReport report) throws IOException {
        save(scan, report.manifest("interrupted", Optional.empty()));
        console.err()
                .println("interrupted, all " + scan.progress().fits()
                        + " fits are saved; go on with: ewms scan --resume "
                        + scan.directory().root());
        return Failures.INTERRUPTED;
    }

    private static void save(Scan scan, com.fasterxml.jackson.databind.node.ObjectNode manifest) throws IOException {
        ScanDirectory directory = scan.directory();
        directory.write(directory.manifest(), Json.pretty(manifest));
    }
}
