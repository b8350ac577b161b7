package org.ewms.scanner.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.Publisher;
import org.ewms.scan.FitId;
import org.ewms.scan.PixelTask;
import org.ewms.scan.ScanCoordinator;
import org.jspecify.annotations.Nullable;

/** Publishes the coordinator's pixels, in its order, no further ahead of the results than a window. Confined to one thread. */
public final class PixelSender {
    /** Pixels that may be with broker and pilots at one time: enough for thousands of pilots, little for the broker to keep. */
    static final int WINDOW = 20_000;

    private final ScanCoordinator coordinator;
    private final Publisher publisher;
    private final Batching batching;
    private final FitCounts counts;
    private final String prefix;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int next;
    private int resent;

    /** @param prefix of message ids; different for every opening of the journal, so that no broker takes a new message for an old one */
    PixelSender(ScanCoordinator coordinator, Publisher publisher, Batching batching, FitCounts counts, String prefix) {
        this.coordinator = coordinator;
        this.publisher = publisher;
        this.batching = batching;
        this.counts = counts;
        this.prefix = prefix;
    }

    /** Publishes what the window allows. */
    public void send() throws InterruptedException {
        check();
        while (next < coordinator.pixels() && next - coordinator.complete() < WINDOW) {
            int size = batching.next(coordinator.pixels() - next);
            List<PixelTask> batch = new ArrayList<>(size);
            while (batch.size() < size && next < coordinator.pixels()) {
                PixelTask task = coordinator.task(next++);
                if (task.pending() != 0) {
                    batch.add(task);
                }
            }
            publish(batch);
        }
    }

    private void publish(List<PixelTask> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        if (!batching.split()) {
            publish(batch, "");
            return;
        }
        for (PixelTask task : batch) {
            for (int left = task.pending(); left != 0; left &= left - 1) {
                publish(List.of(only(task, Integer.numberOfTrailingZeros(left))), "");
            }
        }
    }

    private static PixelTask only(PixelTask task, int variation) {
        return new PixelTask(task.nside(), task.pixel(), 1 << variation, task.seed());
    }

    /** Publishes one fit again, alone. */
    public void resend(FitId id) throws InterruptedException {
        PixelTask task = coordinator.task(coordinator.indexOf(id.nside(), id.pixel()));
        publish(List.of(only(task, id.variation())), "/again" + resent++);
    }

    /** Whether there is nothing left to publish for now. */
    boolean sentAll() {
        return next == coordinator.pixels();
    }

    /** Publishes again, alone, what is missing of a pixel. */
    void resend(int index) throws InterruptedException {
        publish(List.of(coordinator.task(index)), "/again" + resent++);
    }

    /** Publishes again, pixel by pixel, everything sent and not answered; returns how many pixels. */
    int resendMissing() throws InterruptedException {
        int pixels = 0;
        for (int index = 0; index < next; index++) {
            if (coordinator.task(index).pending() != 0) {
                resend(index);
                pixels++;
            }
        }
        return pixels;
    }

    private void publish(List<PixelTask> batch, String suffix) throws InterruptedException {
        for (PixelTask task : batch) {
            counts.sent(Integer.bitCount(task.pending()));
        }
        PixelTask first = batch.getFirst();
        String id = prefix + "/" + first.nside() + "/" + first.pixel() + "/" + Integer.toHexString(first.pending());
        publisher
                .publish(new Message(id + suffix, new FitBatch(batch).encode(), Map.of()))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
    }

    /** Throws what went wrong with an earlier message. */
    private void check() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("publishing pixels failed", e);
        }
    }
}
