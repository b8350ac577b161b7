package org.ewms.pilot;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.MqException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pilot as a program of its own, for batch nodes: told all by its environment, speaking through its log only. Exit code 0 when the queue
 * was silent long enough or the job's time is over, 1 when a task failed or it could not work; told to stop, it drains and ends by the
 * signal.
 */
public final class PilotProgram {
    private static final Logger LOG = LoggerFactory.getLogger(PilotProgram.class);

    private PilotProgram() {}

    public static void main(String[] args) {
        CountDownLatch over = new CountDownLatch(1);
        int code = run(over);
        over.countDown();
        Runtime.getRuntime().exit(code);
    }

    private static int run(CountDownLatch over) {
        try {
            EnvironmentPilot pilot = new EnvironmentPilot(System.getenv(), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pilot, over), "pilot-shutdown"));
            LOG.info("pilot ended: {}", pilot.run());
            return 0;
        } catch (PilotFailedException | MqException | IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    /** Told to stop: nothing happens here when the pilot is over already. */
    private static void end(EnvironmentPilot pilot, CountDownLatch over) {
        pilot.stop();
        try {
            boolean ended = over.await(pilot.patience().toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("pilot ended in time: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
