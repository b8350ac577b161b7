package org.ewms.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.MessageBroker;
import org.ewms.pilot.Backoff;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.pilot.RetryPolicy;
import org.ewms.pilot.TaskRunner;
import org.ewms.run.FanOut;
import org.jspecify.annotations.Nullable;

/** The pilot a run brings along, a slot for each worker. Closing kills what runs. */
final class RunPilot implements AutoCloseable {
    private static final Backoff REST = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final int AHEAD = 8;

    private final Pilot pilot;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /**
     * Starts it.
     *
     * @param onFailure called when it cannot go on
     */
    RunPilot(MessageBroker broker, TaskRunner runner, int workers, int retries, Runnable onFailure) {
        PilotOptions options = PilotOptions.defaults(FanOut.EVENTS, FanOut.RESULTS)
                .withSlots(workers)
                .withPrefetch(workers + AHEAD)
                .withRetries(new RetryPolicy(new RetryPolicy.Rule(retries + 1, REST), Map.of()))
                .withDrainGrace(Duration.ZERO);
        pilot = new Pilot(broker, runner, options);
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

    /** Throws why it could not go on, if so. */
    void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
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
