package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MqException;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.RetryPolicy;

/**
 * Settles events, so that neither slots nor the broker client's callbacks wait for it: acknowledgements one after another on one thread,
 * everything else, which waits for the broker's answer, each on a thread of its own.
 */
public final class Settler implements Runnable {
    private static final int BATCH = 256;

    /** Attempts more of an event that may have failed for its node alone; one that fails on every node must come to an end, too. */
    private static final long SPARED = 2;

    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final Ledger ledger;
    private final Counters counters;
    private final Watch watch;
    private final RetryPolicy retries;
    private final String host;
    private final EventLog log;

    private sealed interface Item {}

    private record Due(InHand event, Verdict verdict) implements Item {}

    private record End() implements Item {}

    /** @param host where this pilot is, for the reasons of failures */
    public Settler(Ledger ledger, Counters counters, Watch watch, RetryPolicy retries, String host) {
        this.ledger = ledger;
        this.counters = counters;
        this.watch = watch;
        this.retries = retries;
        this.host = host;
        this.log = new EventLog(watch::now);
    }

    void settle(InHand event, Verdict verdict) {
        items.add(new Due(event, verdict));
    }

    /** Lets {@link #run} return after what is queued now. */
    public void end() {
        items.add(new End());
    }

    @Override
    public void run() {
        List<Item> batch = new ArrayList<>(BATCH);
        try {
            while (settleAll(batch)) {
                batch.clear();
                if (items.drainTo(batch, BATCH) == 0) {
                    waitForOne(batch);
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            watch.stop(new Stop.Broken(e));
        }
        log.flush();
    }

    private void waitForOne(List<Item> batch) throws InterruptedException {
        Item item = items.poll(1, TimeUnit.SECONDS);
        if (item == null) {
            log.flush();
            item = items.take();
        }
        batch.add(item);
    }

    private boolean settleAll(List<Item> batch) {
        for (Item item : batch) {
            if (!(item instanceof Due(InHand event, Verdict verdict))) {
                return false;
            }
            if (verdict instanceof Verdict.Acknowledge) {
                settleNow(event, verdict);
            } else {
                Thread.ofVirtual().name("pilot-settle").start(() -> settleOrStop(event, verdict));
            }
        }
        return true;
    }

    private void settleOrStop(InHand event, Verdict verdict) {
        try {
            settleNow(event, verdict);
        } catch (RuntimeException | Error e) {
            watch.stop(new Stop.Broken(e));
        }
    }

    private void settleNow(InHand event, Verdict verdict) {
        List<Delivery> deliveries = event.settle();
        if (deliveries.isEmpty()) {
            return;
        }
        try {
            apply(event, deliveries, verdict);
        } finally {
            ledger.forget(event);
            watch.activity(watch.now());
        }
    }

    private void apply(InHand event, List<Delivery> deliveries, Verdict verdict) {
        switch (verdict) {
            case Verdict.Acknowledge(long took) -> {
                tell(deliveries, Delivery::ack);
                ledger.rememberDone(event.message());
                counters.done.increment();
                log.done(event, took);
            }
            case Verdict.Retry(String reason, FailureKind kind, boolean ofNode) -> {
                RetryPolicy.Rule rule = retries.rule(kind);
                int attempt = Math.max(1, event.attempt());
                if (attempt >= rule.attempts() + (ofNode ? SPARED : 0L)) {
                    tell(deliveries, delivery -> delivery.reject(placed(reason)));
                } else {
                    Duration rest = rule.backoff().after(attempt);
                    tell(deliveries, delivery -> delivery.nack(rest, placed(reason)));
                }
                counters.failed.increment();
                wentWrong("failed", event, reason);
            }
            case Verdict.Bury(String reason) -> {
                tell(deliveries, delivery -> delivery.reject(placed(reason)));
                counters.poisoned.increment();
                wentWrong("poison", event, reason);
            }
            case Verdict.Return(String reason) -> {
                tell(deliveries, delivery -> delivery.nack(Duration.ZERO, reason));
                counters.returned.increment();
                log.wentWrong("returned", event, reason);
            }
        }
    }

    private void tell(List<Delivery> deliveries, Consumer<Delivery> settlement) {
        for (Delivery delivery : deliveries) {
            try {
                settlement.accept(delivery);
            } catch (MqException e) {
                // The message comes again; at least once is what is promised.
                counters.settlementsLost.increment();
            }
        }
    }

    /** A dead letter tells where its last attempt was. */
    private String placed(String reason) {
        return reason + " (on " + host + ")";
    }

    private void wentWrong(String what, InHand event, String reason) {
        counters.error(event.message().id() + ": " + reason);
        log.wentWrong(what, event, reason);
    }
}
