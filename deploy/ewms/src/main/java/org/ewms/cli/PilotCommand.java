package org.ewms.cli;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.UnroutableException;
import org.ewms.pilot.Backoff;
import org.ewms.pilot.EnvironmentPilot;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotFailedException;
import org.ewms.pilot.PilotOptions;
import org.ewms.pilot.StopReason;
import org.ewms.scanner.FetchedScan;
import org.ewms.scanner.ScanQueues;
import org.ewms.scanner.ScanTaskRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms pilot}: a worker that joins a scan from another terminal or machine. */
@Command(
        name = "pilot",
        mixinStandardHelpOptions = true,
        description = {
            "With --scan: works for a scan until it is over, takes pixels from its queue, reconstructs them, returns the fits.",
            "Without: runs anyone's task on the events of a queue, told all by environment variables EWMS_PILOT_*; docs/pilot.md lists them."
        })
final class PilotCommand implements Callable<Integer> {
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final Console console;
    private final Clock clock;
    private final InputStream in;

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Option(names = "--scan", paramLabel = "ID", description = "The scan, as 'ewms scan' shows it.")
    @Nullable
    String scan;

    @Option(names = "--slots", paramLabel = "N", description = "Fits at a time (default: one per processor).")
    int slots = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "Stop when no work came for this long (default: never).")
    long idleSeconds;

    @Option(
            names = "--parent",
            paramLabel = "PID",
            hidden = true,
            description = "Stop when this process is gone: set by the scan that starts pilots of its own.")
    long parent;

    @Option(
            names = "--spare",
            hidden = true,
            description =
                    "Wait, ready, for a job that standard input tells: set by the batch system that keeps spares.")
    boolean spare;

    PilotCommand(Console console, Clock clock, InputStream in) {
        this.console = console;
        this.clock = clock;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> environment = spare ? awaited() : System.getenv();
        if (scan == null) {
            fromEnvironment(environment);
        }
        return scan == null ? anyTask(environment) : scan(scan);
    }

    /** Nobody reads a rehearsal's log. */
    private Map<String, String> awaited() throws IOException, InterruptedException {
        Level own = LogLevels.set(LogLevels.OURS, Level.OFF);
        Level others = LogLevels.set(LogLevels.OTHERS, Level.OFF);
        Optional<Map<String, String>> job = new SparePilot(in, console, clock).job();
        if (job.isEmpty()) {
            Runtime.getRuntime().halt(0);
        }
        LogLevels.set(LogLevels.OURS, own);
        LogLevels.set(LogLevels.OTHERS, others);
        return job.orElseThrow();
    }

    /** A batch system's job is told by its environment, whatever the words of its command. */
    private void fromEnvironment(Map<String, String> environment) {
        scan = environment.get("EWMS_PILOT_SCAN");
        if (scan == null) {
            return;
        }
        broker.uri = environment.get("EWMS_PILOT_SCAN_BROKER");
        String file = environment.get("EWMS_PILOT_SCAN_CREDENTIAL");
        broker.credential = file == null ? null : Path.of(file);
        slots = Integer.parseInt(environment.getOrDefault("EWMS_PILOT_SCAN_SLOTS", "1"));
    }

    private int anyTask(Map<String, String> environment) throws InterruptedException {
        if (broker.given()) {
            throw new IllegalArgumentException(
                    "--broker goes with --scan; other pilots are told by EWMS_PILOT_* variables");
        }
        LogLevels.ofPilot(environment);
        try {
            EnvironmentPilot pilot =
                    new EnvironmentPilot(environment, clock, Map.of(FetchedScan.NAME, new FetchedScan()));
            try (Interruption interruption = new Interruption(pilot::stop, pilot.patience())) {
                StopReason reason = pilot.run();
                console.err().println("pilot ended: " + reason);
            }
            return 0;
        } catch (PilotFailedException | IllegalArgumentException e) {
            console.err().println("ewms: " + e.getMessage());
            return Failures.FAILED;
        }
    }

    private int scan(String id) throws InterruptedException {
        ScanQueues queues = ScanQueues.of(id);
        try (MessageBroker connection = broker.connect(Duration.ofSeconds(30));
                ScanTaskRunner runner = ScanTaskRunner.join(connection, id)) {
            Pilot pilot = new Pilot(connection, runner, options(queues));
            try (Interruption interruption = new Interruption(() -> stop(pilot), Duration.ofSeconds(15))) {
                watchParent();
                StopReason reason = pilot.run();
                console.err()
                        .println(
                                "pilot ended: " + reason + ", " + pilot.status().done() + " messages done");
            } catch (UnroutableException e) {
                console.err()
                        .println("pilot ended: the scan is over, "
                                + pilot.status().done() + " messages done");
            }
        }
        return 0;
    }

    private PilotOptions options(ScanQueues queues) {
        PilotOptions options = PilotOptions.defaults(queues.pixels(), queues.fits())
                .withSlots(slots)
                .withPrefetch(slots)
                .withBackoff(RETRY)
                .withDrainGrace(Duration.ofSeconds(5));
        return idleSeconds > 0 ? options.withIdle(Duration.ofSeconds(idleSeconds)) : options;
    }

    private static void stop(Pilot pilot) {
        Thread.ofVirtual().start(pilot::close);
    }

    private void watchParent() {
        if (parent > 0) {
            ProcessHandle.of(parent)
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> java.util.concurrent.CompletableFuture.completedFuture(ProcessHandle.current()))
                    .thenRun(() -> Runtime.getRuntime().halt(1));
        }
    }
}
