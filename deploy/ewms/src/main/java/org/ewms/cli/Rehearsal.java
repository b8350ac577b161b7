package org.ewms.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.EnvironmentPilot;
import org.ewms.pilot.StopReason;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scanner.FetchedScan;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanException;
import org.ewms.scanner.ScanSpec;
import org.jspecify.annotations.Nullable;

/**
 * All that a pilot does for a scan, done beforehand: whole scans of a simulated event by a pilot that is told its job as any other, over a
 * broker of its own. When the first scan that matters comes, its classes are loaded and its loops are compiled.
 */
final class Rehearsal {
    /** Reconstruction and pixels of each scan; the short ones repeat what a pilot does once. */
    private static final List<List<String>> SCANS = List.of(
            List.of("dummy", "4:0"),
            List.of("spe", "1:0"),
            List.of("dummy", "1:0"),
            List.of("mpe", "1:0"),
            List.of("dummy", "1:0"),
            List.of("cascade", "1:0"),
            List.of("dummy", "1:0"),
            List.of("spe", "1:0"));

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MJD = 60_000;
    private static final int RUN = 900_000;

    private final Path directory;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Scan scan;

    /** @param directory of its own, which may be deleted at any time afterwards */
    Rehearsal(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Breaks it off; any thread. */
    void stop() {
        stopped.countDown();
        Scan running = scan;
        if (running != null) {
            running.stop();
        }
    }

    private boolean goesOn() {
        return stopped.getCount() > 0;
    }

    /** Goes through it, to the end or until it is stopped. */
    void run() throws IOException, InterruptedException {
        byte[] event = event();
        if (!goesOn()) {
            return;
        }
        EmbeddedBrokerOptions options =
                EmbeddedBrokerOptions.in(directory.resolve("broker")).withSyncToDisk(false);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        try (EmbeddedBroker broker = EmbeddedBroker.start(options);
                MessageBroker connection = broker.connect()) {
            for (int i = 0; i < SCANS.size() && goesOn(); i++) {
                ScanSpec spec =
                        spec(event, SCANS.get(i).getFirst(), SCANS.get(i).getLast());
                try (Scan next = Scan.create(directory.resolve("scan-" + i), spec, "rehearsal-" + i)) {
                    scan = next;
                    rehearse(next, connection, broker, http);
                }
            }
        } finally {
            http.stop(0);
        }
    }

    private static byte[] event() {
        Simulated simulated = new EventSimulator(DetectorGeometry.icecube86())
                .simulate(Simulated.Kind.TRACK, 1, SimulationOptions.defaults());
        return RealtimeEventWriter.toJson(
                new SimulatedEvent(RUN, 1, MJD, "neutrino", simulated.pulses(), new TreeMap<>(), 1));
    }

    private static ScanSpec spec(byte[] event, String reco, String nsides) {
        return new ScanSpec(
                "rehearsal",
                event,
                reco,
                Map.of(),
                NsideProgression.parse(nsides),
                ScanMode.CLASSIC,
                1.0,
                1,
                1,
                Optional.empty());
    }

    private void rehearse(Scan next, MessageBroker connection, EmbeddedBroker broker, HttpServer http)
            throws InterruptedException {
        byte[] setup = next.setup().encode();
        String path = "/" + next.id();
        http.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, setup.length);
                exchange.getResponseBody().write(setup);
            }
        });
        next.announce(connection);
        String url = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + http.getAddress().getPort() + path;
        EnvironmentPilot pilot = new EnvironmentPilot(
                environment(next, broker, url, FetchedScan.hash(setup)),
                clock,
                Map.of(FetchedScan.NAME, new FetchedScan()));
        FutureTask<StopReason> working = new FutureTask<>(pilot::run);
        Thread.ofPlatform().name("rehearsing-pilot").daemon().start(working);
        next.run(
                connection,
                snapshot -> {
                    if (!goesOn() || working.isDone()) {
                        next.stop();
                    }
                },
                PATIENCE);
        pilot.stop();
        try {
            working.get();
        } catch (ExecutionException e) {
            throw new ScanException("the pilot failed: " + e.getCause(), e);
        }
        next.retire(connection);
    }

    private Map<String, String> environment(Scan next, EmbeddedBroker broker, String url, String hash) {
        URI uri = URI.create(broker.uri());
        Map<String, String> all = new HashMap<>();
        all.put("EWMS_PILOT_RUNNER", "builtin");
        all.put("EWMS_PILOT_PAYLOAD", "raw");
        all.put("EWMS_PILOT_TASK_IMAGE", FetchedScan.NAME);
        all.put(
                "EWMS_PILOT_TASK_ENV_JSON",
                Json.object()
                        .put(FetchedScan.URL, url)
                        .put(FetchedScan.HASH, hash)
                        .toString());
        all.put("EWMS_PILOT_DATA_DIR_PARENT_PATH_ON_HOST", directory.toString());
        all.put("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", Long.toString(PATIENCE.toSeconds()));
        all.put("EWMS_PILOT_DRAIN_GRACE", "0");
        Map.of("INCOMING", next.queues().pixels(), "OUTGOING", next.queues().fits())
                .forEach((direction, queue) -> {
                    String prefix = "EWMS_PILOT_QUEUE_" + direction;
                    all.put(prefix, queue);
                    all.put(prefix + "_BROKER_TYPE", "embedded");
                    all.put(prefix + "_BROKER_ADDRESS", uri.getAuthority());
                    all.put(prefix + "_AUTH_TOKEN_FILE", broker.credentialFile().toString());
                });
        return all;
    }
}
