package org.ewms.mqclient.adapter;

import java.time.Duration;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.MqException;

/** Tries an administrative call again while its failure may pass and time is left. */
public final class Retries {
    /** One attempt; throws what the broker's library throws. */
    @FunctionalInterface
    public interface Call<T> {
        T run() throws Exception;
    }

    private Retries() {}

    /**
     * Runs the call until it succeeds, fails for good, or its time is up.
     *
     * @param what for the message, for instance {@code declare queue tasks}
     * @throws MqException saying what was tried, where, and why it failed
     */
    public static <T> T within(Duration deadline, String what, Failures failures, Call<T> call) {
        long end = System.nanoTime() + deadline.toNanos();
        var backoff = new Backoff();
        while (true) {
            try {
                return call.run();
            } catch (MqException e) {
                throw e;
            } catch (InterruptedException e) {
                throw interrupted(what, e);
            } catch (Exception e) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!failures.isTransient(e) || !left.isPositive()) {
                    throw failures.describe(e, what);
                }
                pause(backoff, left, what);
            }
        }
    }

    private static void pause(Backoff backoff, Duration left, String what) {
        try {
            backoff.pause(left);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static BrokerUnavailableException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new BrokerUnavailableException("interrupted while trying to " + what, cause);
    }
}
