package org.ewms.mqclient.pulsar.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.ClientBuilder;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SizeUnit;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.jspecify.annotations.Nullable;

/**
 * The library's client, made when first needed and again after it was cut. Reconnecting producers and consumers is ours and not the
 * library's: that one would create a topic anew which was deleted meanwhile.
 */
final class Link implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final int KEEP_ALIVE_SECONDS = 10;

    /** By then we have noticed a loss and closed what the library would reconnect. */
    private static final int FIRST_RECONNECT_MILLIS = 1_000;

    private static final int LATER_RECONNECT_MILLIS = 60_000;

    private final Endpoint endpoint;
    private final @Nullable Credential credential;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;
    private volatile boolean closed;

    Link(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.credential = options.credential();
        this.patience = options.deadline().compareTo(LONGEST_CONNECT) < 0 ? options.deadline() : LONGEST_CONNECT;
    }

    Session session() throws PulsarClientException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new ClosedException("the connection to " + endpoint.name() + " was closed");
            }
            Session current = session;
            if (current == null || !current.isOpen()) {
                current = new Session(client());
                session = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the library; what comes after we have stopped waiting is given to {@code tooLate}.
     *
     * @throws TimeoutException when it takes longer than a connect may
     */
    <T> T await(CompletableFuture<T> answer, Consumer<T> tooLate) throws Exception {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (InterruptedException | TimeoutException e) {
            CompletableFuture<Void> unused = answer.thenAccept(tooLate);
            throw e instanceof TimeoutException
                    ? new TimeoutException("no answer from " + endpoint.name() + " within " + patience)
                    : e;
        }
    }

    @Override
    public void close() {
        closed = true;
        Session last;
        lock.lock();
        try {
            last = session;
            session = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.cut();
        }
    }

    /** Statistics would cost each producer a sketch of its latencies. */
    @SuppressWarnings("deprecation")
    private PulsarClient client() throws PulsarClientException {
        ClientBuilder builder = PulsarClient.builder()
                .serviceUrl(endpoint.name())
                .operationTimeout((int) patience.toMillis(), TimeUnit.MILLISECONDS)
                .connectionTimeout((int) patience.toMillis(), TimeUnit.MILLISECONDS)
                // Trying again is ours, and so is how long.
                .lookupTimeout(1, TimeUnit.MILLISECONDS)
                .serviceUrlQuarantineInitDuration(0, TimeUnit.MILLISECONDS)
                .serviceUrlQuarantineMaxDuration(0, TimeUnit.MILLISECONDS)
                .startingBackoffInterval(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxBackoffInterval(LATER_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .keepAliveInterval(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .statsInterval(0, TimeUnit.SECONDS)
                .memoryLimit(0, SizeUnit.BYTES)
                .ioThreads(1)
                .listenerThreads(1)
                .enableTlsHostnameVerification(true);
        if (credential != null) {
            // A secret that cannot be had is told as such; the library would only say that the connection was closed.
            String unused = credential.secret();
            builder.authentication(AuthenticationFactory.token(credential::secret));
        }
        return builder.build();
    }
}
