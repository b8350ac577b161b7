package org.ewms.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.batch.BatchException;
import org.ewms.batch.SubmitRequest;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanDirectory;
import org.ewms.scanner.ScanListener;
import org.ewms.tms.PilotOrder;
import org.ewms.tms.Site;
import org.ewms.tms.SiteDescription;
import org.ewms.tms.SitePilots;
import org.jspecify.annotations.Nullable;

/** A scan's pilots as jobs of a batch system. They get event and geometry from the scan's broker, as any pilot that joins. */
final class ScanWorkers implements AutoCloseable {
    private static final String CREDENTIAL = "broker-credential";

    private final Site site;
    private final int count;
    private final Path directory;
    private final Console console;
    private final Clock clock;
    private final AtomicLong fits = new AtomicLong();

    private ScanWorkers(Site site, int count, Path directory, Console console, Clock clock) {
        this.site = site;
        this.count = count;
        this.directory = directory;
        this.console = console;
        this.clock = clock;
    }

    /** Reaches the site and removes what a scan that was killed left there. */
    static ScanWorkers at(SiteDescription description, int count, ScanDirectory scan, Console console, Clock clock)
            throws InterruptedException {
        Site site = description.open(clock);
        ScanWorkers workers = new ScanWorkers(site, count, scan.logs(), console, clock);
        try {
            SitePilots.removeLeft(site, workers.directory);
            return workers;
        } catch (RuntimeException | InterruptedException e) {
            workers.close();
            throw e;
        }
    }

    /** A listener that hears as well of what pilots get done. */
    ScanListener listening(ScanListener listener) {
        return snapshot -> {
            fits.set(snapshot.progress().fits());
            listener.progress(snapshot);
        };
    }

    /** Submits them, for a scan that has been announced. */
    Workforce start(Scan scan, String brokerUri, @Nullable Path credential) throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of(
                "EWMS_PILOT_SCAN", scan.id(), "EWMS_PILOT_SCAN_BROKER", brokerUri, "EWMS_PILOT_SCAN_SLOTS", "1"));
        Map<String, String> secrets = new HashMap<>();
        if (credential != null) {
            variables.put("EWMS_PILOT_SCAN_CREDENTIAL", SubmitRequest.FILES + "/" + CREDENTIAL);
            secrets.put(CREDENTIAL, Files.readString(credential));
        }
        PilotOrder order = new PilotOrder(
                "SCAN-" + scan.id() + "-" + Long.toHexString(clock.millis()), variables, secrets, directory);
        return new Submitted(SitePilots.start(site, order, () -> count, fits::get, scan::stop, clock), console);
    }

    /** Those that were submitted. */
    record Submitted(SitePilots pilots, Console console) implements Workforce {
        @Override
        public void check() {
            pilots.check();
        }

        @Override
        public String describe() {
            return pilots.describe();
        }

        /** Of a batch system that does not answer the scan's own outcome does not depend. */
        @Override
        public void close() {
            try {
                pilots.close();
            } catch (BatchException e) {
                console.err().println("warning: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        site.batch().close();
    }
}
