package org.ewms.bench.scan;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.ewms.icecube.EventFormatException;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanListener;
import org.ewms.scanner.ScanSpec;
import org.ewms.scanner.ScanTaskRunner;
import org.ewms.skymap.SkymapFiles;
import org.ewms.skymap.SkymapOptions;
import org.ewms.skymap.SkymapSummary;

/** A scan as {@code ewms scan} runs it: embedded broker, collector, pilot threads, all in this JVM; with a clock at every step. */
final class LocalScan {
    private final int threads;
    private final boolean files;
    private final boolean keepTraffic;
    private final ScanListener listener;

    /** @param files whether to write the sky map in the end */
    LocalScan(int threads, boolean files, boolean keepTraffic, ScanListener listener) {
        this.threads = threads;
        this.files = files;
        this.keepTraffic = keepTraffic;
        this.listener = listener;
    }

    /**
     * Seconds of each step, and counts.
     *
     * @param setUp decoding the event, preparing the reconstruction, creating the directory
     * @param broker starting and stopping the broker
     * @param scan from the first pixel sent to the last fit journaled
     * @param files writing the sky map
     * @param fitCpu CPU time of the tasks
     * @param fitTime time inside the fits, as the pilots report it
     * @param collectorCpu CPU time of the thread that sends pixels and collects fits
     */
    record Outcome(
            double setUp,
            double broker,
            double scan,
            double files,
            double fitCpu,
            double fitTime,
            double collectorCpu,
            long fits,
            int pixels,
            SkymapSummary summary,
            MeteredRunner runner) {
        double rate() {
            return fits / scan;
        }
    }

    Outcome run(ScanSpec spec, Path directory) throws InterruptedException, EventFormatException {
        long begin = System.nanoTime();
        try (Scan scan = Scan.create(directory, spec, "bench" + Long.toHexString(begin))) {
            long made = System.nanoTime();
            var options = EmbeddedBrokerOptions.in(scan.directory().broker()).withSyncToDisk(false);
            MeteredRunner runner = new MeteredRunner(new ScanTaskRunner(scan.reconstructor()), keepTraffic);
            long[] scanned = new long[3];
            try (EmbeddedBroker broker = EmbeddedBroker.start(options);
                    MessageBroker connection = broker.connect();
                    MessageBroker pilots = broker.connect()) {
                scan(scan, connection, pilots, runner, scanned);
            }
            long brokerGone = System.nanoTime();
            SkymapSummary summary = summary(scan, directory);
            return new Outcome(
                    (made - begin) * 1e-9,
                    (brokerGone - made - scanned[0]) * 1e-9,
                    scanned[0] * 1e-9,
                    (System.nanoTime() - brokerGone) * 1e-9,
                    runner.seconds(),
                    scan.counts().recoSeconds(),
                    scanned[1] * 1e-9,
                    scan.counts().fits(),
                    scan.progress().pixelsDone(),
                    summary,
                    runner);
        }
    }

    private SkymapSummary summary(Scan scan, Path directory) {
        return files
                ? SkymapFiles.writeAll(scan.result(), directory, SkymapOptions.defaults())
                        .summary()
                : SkymapFiles.summarise(scan.result(), SkymapOptions.defaults());
    }

    /** Fills in the time of the scan and the collector's CPU time. */
    private void scan(Scan scan, MessageBroker broker, MessageBroker pilots, MeteredRunner runner, long[] scanned)
            throws InterruptedException {
        scan.announce(broker);
        PilotOptions options = PilotOptions.defaults(
                        scan.queues().pixels(), scan.queues().fits())
                .withSlots(threads)
                .withPrefetch(threads)
                .withDrainGrace(Duration.ofSeconds(1));
        try (Pilot pilot = new Pilot(pilots, runner, options)) {
            Thread work = Thread.ofPlatform().name("bench-pilot").start(() -> work(pilot));
            Thread collector = Thread.ofPlatform().name("bench-collector").start(() -> collect(scan, broker, scanned));
            collector.join();
            pilot.close();
            work.join();
            scan.retire(broker);
        }
        if (!scan.progress().finished()) {
            throw new IllegalStateException("the scan did not finish");
        }
    }

    private static void work(Pilot pilot) {
        try {
            pilot.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect(Scan scan, MessageBroker broker, long[] scanned) {
        long begin = System.nanoTime();
        try {
            scan.run(broker, listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scanned[0] = System.nanoTime() - begin;
        scanned[1] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
