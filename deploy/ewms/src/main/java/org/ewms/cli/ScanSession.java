package org.ewms.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanListener;
import org.jspecify.annotations.Nullable;

/** Runs one scan on this machine: broker, pilots, collector. */
final class ScanSession {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scan scan;
    private final Staffing staffing;
    private final BrokerOptions brokerOptions;
    private final ScanListener listener;

    /**
     * Who works.
     *
     * @param threads fits at a time in this process, 0 for none
     * @param processes pilots as processes of their own
     */
    record Staffing(int threads, int processes) {}

    /** Is told where the scan can be joined. */
    interface Joinable {
        void joinAt(String brokerUri, @Nullable Path credential);
    }

    ScanSession(Scan scan, Staffing staffing, BrokerOptions brokerOptions, ScanListener listener) {
        this.scan = scan;
        this.staffing = staffing;
        this.brokerOptions = brokerOptions;
        this.listener = listener;
    }

    /** Runs until finished (true) or stopped (false). */
    boolean run(Joinable joinable) throws InterruptedException {
        if (brokerOptions.uri != null) {
            joinable.joinAt(brokerOptions.uri, brokerOptions.credential);
            return runOn(() -> brokerOptions.connect(PATIENCE), brokerOptions.uri, brokerOptions.credential);
        }
        if (scan.progress().finished()) {
            return true;
        }
        EmbeddedBrokerOptions options =
                EmbeddedBrokerOptions.in(scan.directory().broker()).withSyncToDisk(false);
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            joinable.joinAt(broker.uri(), broker.credentialFile());
            return runOn(broker::connect, broker.uri(), broker.credentialFile());
        }
    }

    private boolean runOn(java.util.function.Supplier<MessageBroker> connect, String uri, @Nullable Path credential)
            throws InterruptedException {
        try (MessageBroker broker = connect.get()) {
            if (!scan.progress().finished()) {
                scan.announce(broker);
                if (!work(connect, broker, uri, credential)) {
                    return false;
                }
            }
            scan.retire(broker);
            return true;
        }
    }

    private boolean work(
            java.util.function.Supplier<MessageBroker> connect,
            MessageBroker broker,
            String uri,
            @Nullable Path credential)
            throws InterruptedException {
        try (MessageBroker pilotConnection = staffing.threads() > 0 ? connect.get() : null;
                Workforce workforce = staff(pilotConnection, uri, credential)) {
            boolean finished = scan.run(broker, listener);
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
