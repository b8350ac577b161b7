package org.ewms.mqclient.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A bad network before a server: everything that connects here reaches the server behind, as late, as slowly and as long as it is told. */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BACKLOG = 100;

    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final long seed;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.calm();
    private volatile boolean holdingAll;
    private volatile boolean refusing;
    private volatile boolean closed;
    private volatile long accepted;

    private TcpProxy(InetSocketAddress target, long seed) throws IOException {
        this.target = target;
        this.seed = seed;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /** @param seed of jitter and loss */
    public static TcpProxy before(String host, int port, long seed) throws IOException {
        var proxy = new TcpProxy(new InetSocketAddress(host, port), seed);
        Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
        return proxy;
    }

    /** A proxy before the server of this URI, which must name host and port. */
    public static TcpProxy before(String uri, long seed) throws IOException {
        URI parsed = URI.create(uri);
        return before(parsed.getHost(), parsed.getPort(), seed);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The same address by way of this proxy. */
    public String uri(String direct) {
        URI parsed = URI.create(direct);
        return direct.replace(parsed.getHost() + ":" + parsed.getPort(), "127.0.0.1:" + port());
    }

    /** Applies to every byte from now on. */
    public void weather(Weather value) {
        weather = value;
    }

    /** Connections that are open, from a client to the server. */
    public int open() {
        return connections.size();
    }

    /** How many clients have connected so far. */
    public long accepted() {
        return accepted;
    }

    /** Closes all connections politely; later ones work. */
    public void cut() {
        connections.forEach(ProxiedConnection::end);
    }

    /** Resets all connections; later ones work. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets each of the connections open now when that many bytes more have passed it, most likely within a frame. */
    public void resetAfter(long bytes) {
        connections.forEach(connection -> connection.resetAfter(bytes));
    }

    /** Half-open: the connections open now never carry anything again, and are not closed. Later ones work. */
    public void forget() {
        connections.forEach(ProxiedConnection::hold);
    }

    /** Nothing passes, over these connections and over new ones, until {@link #release}. */
    public void hold() {
        holdingAll = true;
        connections.forEach(ProxiedConnection::hold);
    }

    /** Everything passes again, what was held first. */
    public void release() {
        holdingAll = false;
        connections.forEach(ProxiedConnection::release);
    }

    /** Whether new connections are closed at once, as if nobody listened behind. */
    public void refuse(boolean value) {
        refusing = value;
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listening);
        reset();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                accepted++;
                Thread.ofVirtual().name("proxy-connect").start(() -> connect(client));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException("the proxy cannot accept connections any more", e);
                }
            }
        }
    }

    private void connect(Socket client) {
        var server = new Socket();
        try {
            if (refusing) {
                throw new IOException("refused on purpose");
            }
            server.connect(target, CONNECT_MILLIS);
            Consumer<ProxiedConnection> whenEnded = connections::remove;
            var made = new ProxiedConnection(client, server, () -> weather, seed * 31 + accepted, whenEnded);
            connections.add(made);
            if (holdingAll) {
                made.hold();
            }
            made.start();
            if (closed) {
                made.reset();
            }
        } catch (IOException e) {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone, which is what was wanted.
            return;
        }
    }
}
