package org.ewms.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.Backoff;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.pilot.TaskRunner;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;
import org.ewms.scan.FitId;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A scan and a pilot on the embedded broker, within this JVM, with things going wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScanIT {
    @TempDir
    static Path work = Path.of("");

    private EmbeddedBroker broker;
    private byte[] event = {};

    @BeforeAll
    void start() {
        // Not in the field's initialiser: there the directory is not known yet, and the broker would settle in the
        // module's own.
        broker = EmbeddedBroker.start(
                EmbeddedBrokerOptions.in(work.resolve("broker")).withSyncToDisk(false));
        Simulated simulated = new EventSimulator(DetectorGeometry.icecube86())
                .simulate(Simulated.Kind.TRACK, 3, SimulationOptions.defaults().withEnergy(2e4, 2e4));
        event = RealtimeEventWriter.toJson(
                new SimulatedEvent(900_000, 3, 60_000, "neutrino", simulated.pulses(), new TreeMap<>(), 3));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private Scan scan(String name, Map<String, String> options) throws Exception {
        ScanSpec spec = new ScanSpec(
                "event.json",
                event,
                "dummy",
                options,
                NsideProgression.parse("2:0,8:12"),
                ScanMode.CLASSIC,
                1.0,
                1,
                3,
                Optional.empty());
        return Scan.create(work.resolve(name), spec, name);
    }

    /** Runs the scan with a pilot beside it. */
    private boolean run(Scan scan, TaskRunner runner) throws InterruptedException {
        return run(scan, runner, snapshot -> {});
    }

    private boolean run(Scan scan, TaskRunner runner, ScanListener listener) throws InterruptedException {
        try (MessageBroker connection = broker.connect();
                MessageBroker pilotConnection = broker.connect()) {
            scan.announce(connection);
            Pilot pilot = new Pilot(
                    pilotConnection,
                    runner,
                    PilotOptions.defaults(scan.queues().pixels(), scan.queues().fits())
                            .withSlots(2)
                            .withBackoff(Backoff.none()));
            Thread working = Thread.ofPlatform().start(() -> {
                try {
                    pilot.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            boolean finished = scan.run(connection, listener, Duration.ofSeconds(1));
            pilot.close();
            working.join();
            scan.retire(connection);
            return finished;
        }
    }

    @Test
    void fits_that_always_fail_become_nan_with_their_reason_and_stall_nothing() throws Exception {
        try (Scan scan = scan("failing", Map.of("failure-rate", "0.1"))) {
            assertThat(run(scan, new ScanTaskRunner(scan.reconstructor()))).isTrue();
            assertThat(scan.abandoned()).isNotEmpty();
            assertThat(scan.abandoned().values()).allMatch(reason -> reason.contains("intentional failure"));
            FitId lost = scan.abandoned().keySet().iterator().next();
            var table = java.util.Objects.requireNonNull(scan.result().tables().get(lost.nside()));
            int row = java.util.Arrays.binarySearch(table.pixel(), lost.pixel());
            assertThat(table.llh()[row]).isNaN();
            assertThat(scan.counts().retries()).isEqualTo(2L * scan.abandoned().size());
        }
    }

    @Test
    void of_a_batch_that_kills_its_pilot_only_the_guilty_fit_is_given_up() throws Exception {
        try (Scan scan = scan("poison", Map.of())) {
            var good = new ScanTaskRunner(scan.reconstructor());
            assertThat(run(scan, attempt -> {
                        String body = new String(attempt.event().body(), StandardCharsets.UTF_8);
                        if (body.contains("[2,17,")) {
                            throw new IllegalStateException("pixel 17 crashes the task");
                        }
                        return good.run(attempt);
                    }))
                    .isTrue();
            assertThat(scan.abandoned()).containsOnlyKeys(new FitId(2, 17, 0));
            assertThat(scan.abandoned().values()).first().asString().contains("pixel 17 crashes the task");
        }
    }

    @Test
    void nonsense_on_the_result_queue_is_counted_and_ignored() throws Exception {
        try (Scan scan = scan("nonsense", Map.of())) {
            try (MessageBroker connection = broker.connect()) {
                scan.announce(connection);
                try (Publisher forger = connection.publisher(scan.queues().fits(), PublisherOptions.defaults())) {
                    forger.publishAll(List.of(
                            Message.of("a", "not json".getBytes(StandardCharsets.UTF_8)),
                            Message.of(
                                    "b",
                                    "{\"fits\":[[8,0,0,1,1,1,1,1,1,1,1]],\"failed\":[],\"seconds\":1}"
                                            .getBytes(StandardCharsets.UTF_8)),
                            Message.of("c", new byte[0])));
                }
            }
            assertThat(run(scan, new ScanTaskRunner(scan.reconstructor()))).isTrue();
            assertThat(scan.counts().strays()).isEqualTo(3);
            assertThat(scan.abandoned()).isEmpty();
        }
    }

    @Test
    void a_stopped_scan_goes_on_where_it_was_in_the_same_result() throws Exception {
        byte[] whole;
        try (Scan scan = scan("whole", Map.of())) {
            run(scan, new ScanTaskRunner(scan.reconstructor()));
            whole = json(scan);
        }
        try (Scan scan = scan("halved", Map.of())) {
            var good = new ScanTaskRunner(scan.reconstructor());
            var left = new java.util.concurrent.atomic.AtomicInteger(5);
            assertThat(run(scan, attempt -> {
                        if (left.decrementAndGet() == 0) {
                            scan.stop();
                        }
                        return good.run(attempt);
                    }))
                    .isFalse();
        }
        try (Scan scan = Scan.resume(work.resolve("halved"))) {
            assertThat(scan.run()).isEqualTo(2);
            assertThat(run(scan, new ScanTaskRunner(scan.reconstructor()))).isTrue();
            assertThat(json(scan)).isEqualTo(whole);
        }
    }

    @Test
    void a_pilot_that_hangs_holds_nobody_up_as_another_gets_its_pixels_too() throws Exception {
        byte[] undisturbed;
        try (Scan scan = scan("brisk", Map.of())) {
            run(scan, new ScanTaskRunner(scan.reconstructor()));
            undisturbed = json(scan);
        }
        try (Scan scan = scan("hung", Map.of())) {
            var good = new ScanTaskRunner(scan.reconstructor());
            var over = new java.util.concurrent.CountDownLatch(1);
            var hung = new java.util.concurrent.atomic.AtomicBoolean();
            TaskRunner runner = attempt -> {
                String body = new String(attempt.event().body(), StandardCharsets.UTF_8);
                if (body.contains("[2,17,") && hung.compareAndSet(false, true)) {
                    over.await();
                }
                return good.run(attempt);
            };
            assertThat(run(scan, runner, snapshot -> {
                        if (snapshot.progress().finished()) {
                            over.countDown();
                        }
                    }))
                    .isTrue();
            assertThat(hung).isTrue();
            assertThat(scan.abandoned()).isEmpty();
            assertThat(json(scan)).isEqualTo(undisturbed);
        }
    }

    @Test
    void what_the_broker_lost_is_sent_again() throws Exception {
        try (Scan scan = scan("robbed", Map.of())) {
            var good = new ScanTaskRunner(scan.reconstructor());
            var robbed = new AtomicLong();
            assertThat(run(scan, attempt -> {
                        if (robbed.get() == 0) {
                            try (MessageBroker thief = broker.connect()) {
                                robbed.addAndGet(thief.purge(scan.queues().pixels()));
                            }
                        }
                        return good.run(attempt);
                    }))
                    .isTrue();
            assertThat(robbed).hasPositiveValue();
            assertThat(scan.abandoned()).isEmpty();
        }
    }

    @Test
    void a_scan_in_memory_has_the_same_result_fits_given_up_included() throws Exception {
        try (Scan scan = scan("brokered", Map.of("failure-rate", "0.05", "variations", "3"))) {
            run(scan, new ScanTaskRunner(scan.reconstructor()));
            MemoryScan memory = MemoryScan.run(scan.reconstructor(), scan.plan());
            assertThat(scan.abandoned()).isNotEmpty();
            assertThat(json(memory.result())).isEqualTo(json(scan));
            assertThat(memory.progress()).isEqualTo(scan.progress());
        }
    }

    private static byte[] json(Scan scan) throws java.io.IOException {
        return json(scan.result());
    }

    private static byte[] json(org.ewms.skymap.ScanResult result) throws java.io.IOException {
        var out = new java.io.ByteArrayOutputStream();
        org.ewms.skymap.ResultJson.write(result, out);
        return out.toByteArray();
    }
}
