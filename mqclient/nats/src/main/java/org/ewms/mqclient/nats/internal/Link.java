package org.ewms.mqclient.nats.internal;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.adapter.Feed;
import org.ewms.mqclient.adapter.Retries;
import org.ewms.mqclient.adapter.SecretOutdatedException;
import org.jspecify.annotations.Nullable;

/**
 * The connection, made when first needed and again after a loss. Reconnecting is ours and not the library's: that one sends what it had
 * buffered a second time beside us and says nothing of what was lost.
 */
final class Link implements AutoCloseable {
    /** The library waits so long for the last answer of the handshake even if the connection is lost meanwhile. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);
    /** An answer that takes longer is lost with the stream's leader; sending again is harmless, as the server knows the id. */
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(3);
    /** A dead connection is noticed when so many pings are unanswered and the next is due. */
    private static final Duration PING = Duration.ofSeconds(5);

    private static final Duration UNANSWERED_CHECK = Duration.ofSeconds(1);
    private static final int UNANSWERED_PINGS = 2;
    private static final Duration AFTER_DENIAL = Duration.ofMillis(300);
    private static final int OUTGOING_QUEUE = 200_000;

    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Virtual threads would be woken over another one that waits for all sockets. */
    private final ExecutorService readersAndWriters = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("mq-nats-", 0).factory());

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;
    private boolean accepted;
    private volatile boolean closed;

    Link(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.options = options;
    }

    Session session() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new ClosedException("the connection to " + endpoint.name() + " was closed");
            }
            Session current = session;
            if (current == null || !current.isOpen()) {
                current = connect();
                session = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs something that asks JetStream. What is asked without the right to is not answered; the server says so beside, and who does not have the
     * answer a moment after that will not get it.
     *
     * @throws RefusedException when that was why
     */
    <T> T permitted(Retries.Call<T> call) throws Exception {
        Denials denials = session().denials();
        var answer = new CompletableFuture<T>();
        CompletableFuture<RefusedException> denial = denials.next();
        Thread asking = Thread.ofVirtual().name("mq-ask").start(() -> ask(call, answer));
        CompletableFuture<Void> unused = denial.thenAcceptAsync(
                refusal -> {
                    if (answer.completeExceptionally(refusal)) {
                        asking.interrupt();
                    }
                },
                CompletableFuture.delayedExecutor(AFTER_DENIAL.toMillis(), TimeUnit.MILLISECONDS, threads));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (InterruptedException e) {
            asking.interrupt();
            throw e;
        } finally {
            denial.cancel(false);
        }
    }

    private static <T> void ask(Retries.Call<T> call, CompletableFuture<T> answer) {
        try {
            T got = call.run();
            if (!answer.complete(got) && got instanceof Feed late) {
                late.close();
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    /** Gives a connection up that does not answer. */
    static void cut(Session dead) {
        Thread.ofVirtual().name("mq-close").start(() -> close(dead.connection()));
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
            close(last.connection());
        }
    }

    private Session connect() throws IOException, InterruptedException {
        var made = new AtomicReference<@Nullable Session>();
        ConnectionListener listener = (connection, event) -> {
            Session session = made.get();
            if (session != null
                    && (event == ConnectionListener.Events.CLOSED || event == ConnectionListener.Events.DISCONNECTED)) {
                session.lost();
            }
        };
        var denials = new Denials(endpoint.name());
        Connection connection = dial(settings(listener, denials));
        var opened = new Session(connection, denials, atMost(LONGEST_REQUEST), PUBLISH_LIMIT);
        made.set(opened);
        if (connection.getStatus() != Connection.Status.CONNECTED) {
            opened.lost();
        }
        return opened;
    }

    private Connection dial(Options settings) throws IOException, InterruptedException {
        try {
            Connection made = Nats.connect(settings);
            accepted = true;
            return made;
        } catch (AuthenticationException e) {
            if (accepted) {
                throw new SecretOutdatedException(endpoint.name(), e);
            }
            throw e;
        }
    }

    private Options settings(ConnectionListener listener, Denials denials) {
        var builder = new Options.Builder()
                .server(endpoint.name())
                .connectionName("ewms")
                .connectionTimeout(atMost(LONGEST_CONNECT))
                .noReconnect()
                .pingInterval(PING)
                .requestCleanupInterval(UNANSWERED_CHECK)
                .maxPingsOut(UNANSWERED_PINGS)
                .maxMessagesInOutgoingQueue(OUTGOING_QUEUE)
                .executor(threads)
                .readerExecutor(readersAndWriters)
                .writerExecutor(readersAndWriters)
                // All that has gathered goes out in one write; what is alone does not wait.
                .dontForceFlushOnRequest()
                .errorListener(new ErrorListener() {
                    @Override
                    public void errorOccurred(Connection connection, String error) {
                        denials.told(error);
                    }
                })
                .connectionListener(listener);
        authenticate(builder);
        return builder.build();
    }

    private void authenticate(Options.Builder builder) {
        Credential credential = options.credential();
        if (credential != null) {
            String secret = credential.secret();
            String user = credential.user() == null ? endpoint.user() : credential.user();
            Optional<UserToken> token = UserToken.of(secret);
            if (token.isPresent()) {
                builder.authHandler(token.get()).inboxPrefix(token.get().inbox());
            } else if (user == null) {
                builder.token(secret.toCharArray());
            } else {
                builder.userInfo(user.toCharArray(), secret.toCharArray());
            }
        }
        if (endpoint.credentials() != null) {
            builder.authHandler(Nats.credentials(endpoint.credentials().toString()));
        }
    }

    private Duration atMost(Duration limit) {
        return options.deadline().compareTo(limit) < 0 ? options.deadline() : limit;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
