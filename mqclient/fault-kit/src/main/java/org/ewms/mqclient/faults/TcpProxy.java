package org.ewms.mqclient.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A bad network before a server: everything that connects here reaches the server behind, as late, as slowly and as long as it is told. */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BACKLOG = 100;
    private static final int MOST_FIRST_BYTES = 1_000;

    private final List<InetSocketAddress> targets;
    private final ServerSocket listening;
    private final long seed;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.calm();
    private volatile boolean holdingAll;
    private volatile boolean refusing;
    private volatile boolean closed;
    private volatile boolean breakingEveryOther;
    private final AtomicLong accepted = new AtomicLong();

    private TcpProxy(List<InetSocketAddress> targets, long seed) throws IOException {
        this.targets = List.copyOf(targets);
        this.seed = seed;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /**
     * A proxy before one server.
     *
     * @param uri must name host and port
     * @param seed of jitter and loss
     */
    public static TcpProxy before(String uri, long seed) throws IOException {
        return before(List.of(uri), seed);
    }

    /** A proxy before several servers: each connection goes to the first that takes it, beginning at another one each time. */
    public static TcpProxy before(List<String> uris, long seed) throws IOException {
        var proxy = new TcpProxy(
                uris.stream()
                        .map(URI::create)
                        .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                        .toList(),
                seed);
        Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
        return proxy;
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
        return accepted.get();
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

    /** Whether every other connection is to be reset within its first bytes. */
    public void breakEveryOther(boolean value) {
        breakingEveryOther = value;
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
                long number = accepted.incrementAndGet();
                Thread.ofVirtual().name("proxy-connect").start(() -> connect(client, number));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException("the proxy cannot accept connections any more", e);
                }
            }
        }
    }

    private void connect(Socket client, long number) {
        try {
            if (refusing) {
                throw new IOException("refused on purpose");
            }
            var made = new ProxiedConnection(
                    client, reach(number), () -> weather, seed * 31 + number, connections::remove);
            connections.add(made);
            if (holdingAll) {
                made.hold();
            }
            if (breakingEveryOther && number % 2 == 1) {
                made.resetAfter(new Random(seed * 31 + number).nextInt(MOST_FIRST_BYTES));
            }
            made.start();
            if (closed) {
                made.reset();
            }
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private Socket reach(long number) throws IOException {
        var problem = new IOException("none of " + targets + " takes connections");
        for (int i = 0; i < targets.size(); i++) {
            var server = new Socket();
            try {
                server.connect(targets.get((int) ((number + i) % targets.size())), CONNECT_MILLIS);
                return server;
            } catch (IOException e) {
                closeQuietly(server);
                problem.addSuppressed(e);
            }
        }
        throw problem;
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
