package org.ewms.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanListener;
import org.ewms.tms.SiteDescription;
import org.jspecify.annotations.Nullable;

/** Runs one scan on this machine: broker, pilots, collector. */
final class ScanSession {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scan scan;
    private final Staffing staffing;
    private final BrokerOptions brokerOptions;
    private final ScanListener listener;
    private final Console console;
    private final Clock clock;

    /**
     * Who works.
     *
     * @param threads fits at a time in this process, 0 for none
     * @param processes pilots as processes of their own, or jobs at the site
     * @param site where they are, if not on this machine
     * @param brokerHost interface of the broker
     */
    record Staffing(int threads, int processes, Optional<SiteDescription> site, String brokerHost) {}

    /** Is told where the scan can be joined. */
    interface Joinable {
        void joinAt(String brokerUri, @Nullable Path credential);
    }

    ScanSession(
            Scan scan,
            Staffing staffing,
            BrokerOptions brokerOptions,
            ScanListener listener,
            Console console,
            Clock clock) {
        this.scan = scan;
        this.staffing = staffing;
        this.brokerOptions = brokerOptions;
        this.listener = listener;
        this.console = console;
        this.clock = clock;
    }

    /** Runs until finished (true) or stopped (false). */
    boolean run(Joinable joinable) throws IOException, InterruptedException {
        if (staffing.site().isEmpty()) {
            return run(joinable, null);
        }
        try (ScanWorkers workers =
                ScanWorkers.at(staffing.site().get(), staffing.processes(), scan.directory(), console, clock)) {
            return run(joinable, workers);
        }
    }

    private boolean run(Joinable joinable, @Nullable ScanWorkers workers) throws IOException, InterruptedException {
        if (brokerOptions.uri != null) {
            joinable.joinAt(brokerOptions.uri, brokerOptions.credential);
            return runOn(() -> brokerOptions.connect(PATIENCE), brokerOptions.uri, brokerOptions.credential, workers);
        }
        if (scan.progress().finished()) {
            return true;
        }
        EmbeddedBrokerOptions options = EmbeddedBrokerOptions.in(
                        scan.directory().broker())
                .withSyncToDisk(false)
                .withAddress(staffing.brokerHost(), 0);
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            joinable.joinAt(broker.uri(), broker.credentialFile());
            return runOn(broker::connect, broker.uri(), broker.credentialFile(), workers);
        }
    }

    private boolean runOn(
            Supplier<MessageBroker> connect, String uri, @Nullable Path credential, @Nullable ScanWorkers workers)
            throws IOException, InterruptedException {
        try (MessageBroker broker = connect.get()) {
            if (!scan.progress().finished()) {
                scan.announce(broker);
                if (!work(connect, broker, uri, credential, workers)) {
                    return false;
                }
            }
            scan.retire(broker);
            return true;
        }
    }

    private boolean work(
            Supplier<MessageBroker> connect,
            MessageBroker broker,
            String uri,
            @Nullable Path credential,
            @Nullable ScanWorkers workers)
            throws IOException, InterruptedException {
        try (MessageBroker pilotConnection = staffing.threads() > 0 ? connect.get() : null;
                Workforce workforce = workers == null
                        ? staff(pilotConnection, uri, credential)
                        : workers.start(scan, uri, credential)) {
            boolean finished = scan.run(broker, workers == null ? listener : workers.listening(listener));
            if (!finished) {
                workforce.check();
            }
            return finished;
        }
    }

    private Workforce staff(@Nullable MessageBroker pilotConnection, String uri, @Nullable Path credential) {
        if (pilotConnection != null) {
            return new PilotThreads(pilotConnection, scan, staffing.threads(), scan::stop);
        }
        if (staffing.processes() > 0) {
            return new PilotProcesses(
                    staffing.processes(),
                    scan.id(),
                    uri,
                    credential,
                    scan.directory().logs(),
                    scan::stop);
        }
        return new Workforce.None();
    }
}
