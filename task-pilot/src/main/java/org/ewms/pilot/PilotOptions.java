package org.ewms.pilot;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * How a pilot works.
 *
 * @param inputs queues to take events from, at least one
 * @param outputs queues to publish results to: every result goes to each of them, unless it names one in its
 *     {@link Pilot#OUTPUT_HEADER} header; may be empty for tasks without results
 * @param slots tasks run at the same time, 1..10000
 * @param prefetch events held per input queue beyond the running ones: waiting for a slot, or for the confirmation of their results.
 *     0..90000; small for long tasks (others could run what waits here), about 1000 for tasks of microseconds
 * @param limits idle times, lifetime, drain grace, patience with an absent broker
 * @param retries how often a failed event is tried, and how long it rests before its next attempt
 * @param failuresInARow stop after so many failed attempts without a success in between (a sick node must not eat the queue); 0 = never
 */
public record PilotOptions(
        List<String> inputs,
        List<String> outputs,
        int slots,
        int prefetch,
        PilotLimits limits,
        RetryPolicy retries,
        int failuresInARow) {

    public PilotOptions {
        inputs = distinct("inputs", inputs);
        outputs = distinct("outputs", outputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs must name at least one queue");
        }
        range("slots", slots, 1, 10_000);
        range("prefetch", prefetch, 0, 90_000);
        range("failuresInARow", failuresInARow, 0, Integer.MAX_VALUE);
    }

    /**
     * One input and one output queue; a slot per processor; one event ahead per slot; {@link PilotLimits#defaults()},
     * {@link Backoff#defaults()}, as many attempts as the queue allows; never stops for failures.
     */
    public static PilotOptions defaults(String input, String output) {
        int slots = Runtime.getRuntime().availableProcessors();
        return new PilotOptions(
                List.of(input),
                List.of(output),
                slots,
                slots,
                PilotLimits.defaults(),
                RetryPolicy.of(Backoff.defaults()),
                0);
    }

    public PilotOptions withInputs(List<String> value) {
        return new PilotOptions(value, outputs, slots, prefetch, limits, retries, failuresInARow);
    }

    public PilotOptions withOutputs(List<String> value) {
        return new PilotOptions(inputs, value, slots, prefetch, limits, retries, failuresInARow);
    }

    public PilotOptions withSlots(int value) {
        return new PilotOptions(inputs, outputs, value, prefetch, limits, retries, failuresInARow);
    }

    public PilotOptions withPrefetch(int value) {
        return new PilotOptions(inputs, outputs, slots, value, limits, retries, failuresInARow);
    }

    public PilotOptions withLimits(PilotLimits value) {
        return new PilotOptions(inputs, outputs, slots, prefetch, value, retries, failuresInARow);
    }

    /** As many attempts as the queue allows, with this rest before the next one. */
    public PilotOptions withBackoff(Backoff value) {
        return withRetries(RetryPolicy.of(value));
    }

    public PilotOptions withRetries(RetryPolicy value) {
        return new PilotOptions(inputs, outputs, slots, prefetch, limits, value, failuresInARow);
    }

    public PilotOptions withFailuresInARow(int value) {
        return new PilotOptions(inputs, outputs, slots, prefetch, limits, retries, value);
    }

    /** Sets both idle limits. */
    public PilotOptions withIdle(Duration value) {
        return withLimits(limits.withFirstIdle(value).withIdle(value));
    }

    public PilotOptions withLifetime(Duration value) {
        return withLimits(limits.withLifetime(value));
    }

    public PilotOptions withDrainGrace(Duration value) {
        return withLimits(limits.withDrainGrace(value));
    }

    private static List<String> distinct(String key, List<String> queues) {
        if (new HashSet<>(queues).size() != queues.size()) {
            throw new IllegalArgumentException(key + " must not name a queue twice, is " + queues);
        }
        return List.copyOf(queues);
    }

    private static void range(String key, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(key + " must be " + low + ".." + high + ", is " + value);
        }
    }
}
