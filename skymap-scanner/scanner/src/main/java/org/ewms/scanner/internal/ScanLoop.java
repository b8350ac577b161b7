package org.ewms.scanner.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.scan.FitId;
import org.ewms.scan.Progress;
import org.ewms.scan.ScanCoordinator;
import org.ewms.scanner.RunCounts;
import org.ewms.scanner.ScanListener;
import org.ewms.scanner.ScanQueues;
import org.ewms.scanner.ScanSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves pixels out and fits in until the coordinator is finished or the loop is stopped. */
public final class ScanLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ScanLoop.class);
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final long REPORT_NANOS = 250_000_000L;

    private final ScanCoordinator coordinator;
    private final Journal journal;
    private final long expectedPixels;
    private final ScanListener listener;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Batching batching = new Batching();
    private final FitCollector collector;
    private final Rate rate = new Rate();
    private final long start = System.nanoTime();
    private final Standstill standstill;
    private final Stragglers stragglers = new Stragglers(start);
    private long reported;
    private boolean begun;
    private long looked;

    /** @param patience silence after which pixels that the broker no longer has are sent again */
    public ScanLoop(
            ScanCoordinator coordinator,
            Journal journal,
            long expectedPixels,
            ScanListener listener,
            Duration patience) {
        this.coordinator = coordinator;
        this.journal = journal;
        this.expectedPixels = expectedPixels;
        this.listener = listener;
        this.collector = new FitCollector(coordinator, journal, batching, stragglers);
        this.standstill = new Standstill(patience, start);
    }

    /** Makes {@link #run} return soon; any thread. */
    public void stop() {
        stopped.set(true);
    }

    /** Tallies of this run so far. */
    public RunCounts counts() {
        return collector.counts().now();
    }

    /** Runs until finished (true) or stopped (false). What was accepted is in the journal either way. */
    public boolean run(MessageBroker broker, ScanQueues queues, String idPrefix)
            throws InterruptedException, IOException {
        String deadQueue = MessageBroker.deadLetterQueue(queues.pixels());
        SubscriberOptions many = SubscriberOptions.defaults().withPrefetch(2 * FitCollector.GROUP);
        try (Subscription results = broker.subscribe(queues.fits(), many);
                Subscription dead =
                        broker.subscribe(deadQueue, SubscriberOptions.defaults().withPrefetch(16))) {
            if (journal.openings() > 1) {
                adopt(broker, queues, results);
            }
            try (Publisher publisher = broker.publisher(queues.pixels(), PublisherOptions.defaults())) {
                var sender = new PixelSender(coordinator, publisher, batching, collector.counts(), idPrefix);
                return loop(sender, results, dead, () -> broker.depth(queues.pixels()));
            }
        }
    }

    /** Takes the results an earlier run left on the broker, and clears its pixels away: what is still missing is sent anew. */
    private void adopt(MessageBroker broker, ScanQueues queues, Subscription results)
            throws InterruptedException, IOException {
        broker.purge(queues.pixels());
        broker.purge(MessageBroker.deadLetterQueue(queues.pixels()));
        while (collector.collect(results, SETTLE) > 0) {
            report(false);
        }
        collector.takeRetries();
    }

    private boolean loop(PixelSender sender, Subscription results, Subscription dead, Supplier<QueueDepth> pixels)
            throws InterruptedException, IOException {
        while (!coordinator.finished() && !stopped.get()) {
            sender.send();
            if (collector.collect(results, WAIT) + collector.collectDead(dead) > 0) {
                standstill.progress(System.nanoTime());
            }
            for (FitId id : collector.takeRetries()) {
                sender.resend(id);
            }
            recover(sender, pixels);
            hurry(sender);
            report(false);
        }
        report(true);
        return coordinator.finished();
    }

    /** When the round waits for a few, others may try them as well. */
    private void hurry(PixelSender sender) throws InterruptedException {
        long now = System.nanoTime();
        if (now - looked < REPORT_NANOS || !sender.sentAll()) {
            return;
        }
        looked = now;
        List<Integer> late = stragglers.late(
                now,
                coordinator.firstOpen(),
                coordinator.pixels(),
                index -> coordinator.task(index).pending() != 0);
        if (!late.isEmpty()) {
            LOG.info(
                    "{} pixels are late, {} the first; another pilot may try them as well",
                    late.size(),
                    late.getFirst());
        }
        for (int index : late) {
            sender.resend(index);
        }
    }

    /** A broker may lose what it confirmed (a power cut, a purge by hand); the scan's own books say what is missing. */
    private void recover(PixelSender sender, Supplier<QueueDepth> pixels) throws InterruptedException {
        if (!standstill.due(System.nanoTime())) {
            return;
        }
        QueueDepth depth = pixels.get();
        long now = System.nanoTime();
        if (standstill.lost(now, depth.ready(), depth.unsettled())) {
            int count = sender.resendMissing();
            LOG.warn("no result for a long time and no pixel on the broker: {} pixels are sent again", count);
            standstill.resent(now);
        }
    }

    /** Tells how far it is, if it is time; the first pixel is waited for, and told at once. */
    private void report(boolean force) {
        long now = System.nanoTime();
        RunCounts counts = counts();
        long fits = counts.fits();
        rate.mark(now, fits);
        boolean first = !begun && coordinator.complete() > 0;
        if (!force && !first && now - reported < REPORT_NANOS) {
            return;
        }
        begun |= first;
        reported = now;
        Progress progress = coordinator.progress();
        listener.progress(new ScanSnapshot(
                progress,
                Math.max(expectedPixels, progress.pixelsSent()),
                Duration.ofNanos(now - start),
                fits,
                rate.perSecond(now, fits),
                counts.recoSeconds(),
                counts.duplicates(),
                counts.retries()));
    }
}
