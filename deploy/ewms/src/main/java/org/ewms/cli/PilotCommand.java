package org.ewms.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.UnroutableException;
import org.ewms.pilot.Backoff;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.pilot.StopReason;
import org.ewms.scanner.ScanQueues;
import org.ewms.scanner.ScanTaskRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms pilot}: a worker that joins a scan from another terminal or machine. */
@Command(
        name = "pilot",
        mixinStandardHelpOptions = true,
        description =
                "Works for a scan until it is over: takes pixels from its queue, reconstructs them, returns the fits.")
final class PilotCommand implements Callable<Integer> {
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final Console console;

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Option(names = "--scan", paramLabel = "ID", required = true, description = "The scan, as 'ewms scan' shows it.")
    String scan = "";

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

    PilotCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ScanQueues queues = ScanQueues.of(scan);
        try (MessageBroker connection = broker.connect(Duration.ofSeconds(30));
                ScanTaskRunner runner = ScanTaskRunner.join(connection, scan)) {
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
