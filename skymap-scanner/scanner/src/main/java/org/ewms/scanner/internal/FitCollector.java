package org.ewms.scanner.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.Subscription;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scan.PixelTask;
import org.ewms.scan.Reply;
import org.ewms.scan.ScanCoordinator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes results from the broker into coordinator and journal, then acknowledges them: a result is journaled before the broker may forget
 * it. Confined to one thread.
 */
public final class FitCollector {
    private static final Logger LOG = LoggerFactory.getLogger(FitCollector.class);

    /** Results taken into one write of the journal. */
    static final int GROUP = 512;

    private final ScanCoordinator coordinator;
    private final Journal journal;
    private final Batching batching;
    private final FitCounts counts = new FitCounts();
    private final List<FitId> retries = new ArrayList<>();
    private final Stragglers stragglers;

    FitCollector(ScanCoordinator coordinator, Journal journal, Batching batching, Stragglers stragglers) {
        this.stragglers = stragglers;
        this.coordinator = coordinator;
        this.journal = journal;
        this.batching = batching;
    }

    FitCounts counts() {
        return counts;
    }

    /** Fits due for another attempt since the last call. */
    public List<FitId> takeRetries() {
        List<FitId> out = List.copyOf(retries);
        retries.clear();
        return out;
    }

    /** Waits for results, takes all that are there, up to a group; returns how many messages. */
    public int collect(Subscription results, Duration wait) throws InterruptedException, IOException {
        List<Delivery> group = group(results, wait);
        for (Delivery delivery : group) {
            take(delivery);
        }
        settle(group);
        return group.size();
    }

    /** Takes batches that pilots could not finish: each of their fits is tried again by itself, or given up. */
    public int collectDead(Subscription deadLetters) throws InterruptedException, IOException {
        List<Delivery> group = group(deadLetters, Duration.ZERO);
        for (Delivery delivery : group) {
            takeDead(delivery);
        }
        settle(group);
        return group.size();
    }

    private static List<Delivery> group(Subscription subscription, Duration wait) throws InterruptedException {
        List<Delivery> group = new ArrayList<>();
        @Nullable Delivery delivery = subscription.receive(wait);
        while (delivery != null) {
            group.add(delivery);
            delivery = group.size() < GROUP ? subscription.receive(Duration.ZERO) : null;
        }
        return group;
    }

    private void settle(List<Delivery> group) throws IOException {
        if (group.isEmpty()) {
            return;
        }
        journal.force();
        for (Delivery delivery : group) {
            try {
                delivery.ack();
            } catch (SettlementException e) {
                // The connection was lost meanwhile: the message comes again and will be a duplicate.
                LOG.debug("result not acknowledged: {}", e.getMessage());
            }
        }
    }

    private void take(Delivery delivery) throws IOException {
        try {
            FitReport report = FitReport.decode(delivery.message().body());
            for (Fit fit : report.fits()) {
                take(fit);
            }
            for (FitReport.Failure failure : report.failed()) {
                fail(failure.id(), failure.reason());
            }
            batching.learn(pixels(report), report.seconds());
            counts.seconds(report.seconds());
            if (!report.fits().isEmpty()) {
                FitId last = report.fits().getLast().id();
                stragglers.answered(
                        coordinator.indexOf(last.nside(), last.pixel()), report.seconds(), System.nanoTime());
            }
        } catch (MalformedMessageException e) {
            counts.malformed();
            LOG.warn("result {} ignored: {}", delivery.message().id(), e.getMessage());
        }
    }

    private void take(Fit fit) throws IOException {
        switch (coordinator.accept(fit)) {
            case ACCEPTED -> {
                journal.fit(fit);
                counts.accepted();
            }
            case DUPLICATE -> counts.duplicate();
            case UNKNOWN -> {
                counts.malformed();
                LOG.warn("fit of {} ignored: this scan never asked for it", fit.id());
            }
            case RETRY, ABANDONED -> throw new IllegalStateException("not a reply to a fit");
        }
    }

    private void fail(FitId id, String reason) throws IOException {
        Reply reply = coordinator.fail(id, reason);
        if (reply == Reply.RETRY) {
            counts.retried();
            retries.add(id);
        } else if (reply == Reply.ABANDONED) {
            counts.abandoned();
            journal.abandoned(id, reason);
            LOG.warn("fit of {} given up: {}", id, reason);
        }
    }

    private void takeDead(Delivery delivery) throws IOException {
        String reason = delivery.message().headers().getOrDefault("ewms-dead-letter-reason", "no pilot finished it");
        try {
            for (PixelTask task : FitBatch.decode(delivery.message().body()).pixels()) {
                for (int left = task.pending(); left != 0; left &= left - 1) {
                    fail(new FitId(task.nside(), task.pixel(), Integer.numberOfTrailingZeros(left)), reason);
                }
            }
        } catch (MalformedMessageException e) {
            counts.malformed();
            LOG.warn("dead letter {} ignored: {}", delivery.message().id(), e.getMessage());
        }
    }

    private static int pixels(FitReport report) {
        int pixels = 0;
        long last = -1;
        for (Fit fit : report.fits()) {
            if (fit.id().pixel() != last) {
                pixels++;
                last = fit.id().pixel();
            }
        }
        return pixels;
    }
}
