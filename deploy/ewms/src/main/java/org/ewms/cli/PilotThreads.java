package org.ewms.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.MessageBroker;
import org.ewms.pilot.Backoff;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanTaskRunner;
import org.jspecify.annotations.Nullable;

/** A pilot inside this process, one slot per processor. */
final class PilotThreads implements Workforce {
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final int slots;
    private final Pilot pilot;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** @param broker a connection of the pilot's own; closed by whoever opened it */
    PilotThreads(MessageBroker broker, Scan scan, int slots, Runnable onFailure) {
        this.slots = slots;
        PilotOptions options = PilotOptions.defaults(
                        scan.queues().pixels(), scan.queues().fits())
                .withSlots(slots)
                .withPrefetch(slots)
                .withBackoff(RETRY)
                .withDrainGrace(Duration.ofSeconds(1));
        pilot = new Pilot(broker, new ScanTaskRunner(scan.reconstructor()), options);
        thread = Thread.ofPlatform().name("pilot").start(() -> work(onFailure));
    }

    private void work(Runnable onFailure) {
        try {
            pilot.run();
        } catch (RuntimeException e) {
            failure.set(e);
            onFailure.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public String describe() {
        return slots + (slots == 1 ? " thread" : " threads");
    }

    @Override
    public void close() {
        pilot.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
