package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.adapter.SecretOutdatedException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, made when first needed and again after a loss. Recovery is ours and not the library's: that one waits a fixed time,
 * forgets what was published, and lets old delivery tags live on.
 */
final class Link implements AutoCloseable {
    /** What to do with a channel of our own. */
    @FunctionalInterface
    interface Use<T> {
        T with(Channel channel) throws Exception;
    }

    private static final int HEARTBEAT_SECONDS = 10;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int CLOSE_MILLIS = 2_000;

    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final String role;
    private final InPlace callbacks = new InPlace();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Socket socket;
    private @Nullable Connection connection;
    private boolean accepted;
    private volatile boolean closed;

    /** @param role shown in the server's list of connections */
    Link(Endpoint endpoint, ConnectOptions options, String role) {
        this.endpoint = endpoint;
        this.options = options;
        this.role = role;
    }

    Channel open() throws IOException, TimeoutException {
        Channel channel = connect().createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left; raise channel_max of the server");
        }
        return channel;
    }

    <T> T with(Use<T> use) throws Exception {
        Channel channel = open();
        try {
            return use.with(channel);
        } finally {
            close(channel);
        }
    }

    /** Closes a channel that may be closed already. */
    static void close(Channel channel) {
        try {
            channel.abort();
        } catch (IOException e) {
            // Gone already, which is all we want.
            return;
        }
    }

    /** Cuts the connection, also when a write hangs in it; whoever uses it learns of the loss. */
    void cut() {
        Socket current = socket;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                // Gone already, which is all we want.
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection last;
        lock.lock();
        try {
            last = connection;
            connection = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.abort(CLOSE_MILLIS);
        }
    }

    private Connection connect() throws IOException, TimeoutException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedException("the connection to " + endpoint.name() + " was closed");
            }
            Connection current = connection;
            if (current == null || !current.isOpen()) {
                current = dial();
                connection = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private Connection dial() throws IOException, TimeoutException {
        try {
            Connection made = factory().newConnection("ewms " + role);
            accepted = true;
            return made;
        } catch (IOException e) {
            if (accepted && RabbitFailures.isRefusal(e)) {
                throw new SecretOutdatedException(endpoint.name(), e);
            }
            throw e;
        }
    }

    private ConnectionFactory factory() throws IOException {
        int patience =
                (int) Math.min(CONNECT_MILLIS, Math.max(1, options.deadline().toMillis()));
        var factory = new ConnectionFactory();
        factory.setHost(endpoint.host());
        factory.setPort(endpoint.port());
        factory.setVirtualHost(endpoint.vhost());
        authenticate(factory);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(patience);
        factory.setHandshakeTimeout(patience);
        factory.setChannelRpcTimeout(rpcMillis(options.deadline()));
        factory.setMaxInboundMessageBodySize(Integer.MAX_VALUE);
        // Virtual threads would be woken over another one that waits for all sockets.
        factory.setThreadFactory(
                Thread.ofPlatform().daemon().name("mq-rabbit-", 0).factory());
        factory.setSharedExecutor(callbacks);
        factory.setExceptionHandler(new QuietLoss());
        if (endpoint.tls()) {
            encrypt(factory);
        }
        factory.setSocketConfigurator(made -> {
            made.setTcpNoDelay(true);
            socket = made;
        });
        return factory;
    }

    private void authenticate(ConnectionFactory factory) {
        Credential credential = options.credential();
        String user = credential == null ? null : credential.user();
        if (user == null) {
            user = endpoint.user();
        }
        if (credential != null) {
            factory.setUsername(user == null ? "" : user);
            factory.setPassword(credential.secret());
        } else if (user != null) {
            factory.setUsername(user);
        }
    }

    private static void encrypt(ConnectionFactory factory) throws IOException {
        try {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this JVM has no TLS: " + e.getMessage(), e);
        }
    }

    private static int rpcMillis(Duration deadline) {
        return (int) Math.clamp(deadline.toMillis(), 100, Integer.MAX_VALUE);
    }
}
