package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A service's stream of changes, followed anew after each end: a service that goes away is waited for. */
record PatientStream(WmsClient client, String path) {
    /** So long a service may be away, to be started anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long REST_SECONDS = 1;

    /**
     * Follows it until that is done.
     *
     * @param begun told whenever the stream begins
     * @param heard takes the name and the data of each change
     * @param away takes why the service does not answer for now
     * @throws ServiceException when the service refuses, or has been away for too long
     * @throws IOException when it has been away for too long
     */
    void follow(BooleanSupplier done, Runnable begun, BiConsumer<String, JsonNode> heard, Consumer<String> away)
            throws IOException, InterruptedException {
        long[] answered = {System.nanoTime()};
        while (!done.getAsBoolean()) {
            try {
                client.follow(
                        path,
                        () -> {
                            answered[0] = System.nanoTime();
                            begun.run();
                        },
                        (name, data) -> {
                            answered[0] = System.nanoTime();
                            heard.accept(name, data);
                        });
                answered[0] = System.nanoTime();
            } catch (ServiceException | IOException | UncheckedIOException e) {
                boolean refused = e instanceof ServiceException service && service.exitCode() != Failures.TIMEOUT;
                if (refused || System.nanoTime() - answered[0] > PATIENCE.toNanos()) {
                    throw e;
                }
                away.accept("the service does not answer for now: " + e.getMessage());
            }
            if (!done.getAsBoolean()) {
                TimeUnit.SECONDS.sleep(REST_SECONDS);
            }
        }
    }
}
