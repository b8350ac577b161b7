package org.ewms.mqclient.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A client's connection through the proxy and the one to the server behind it; they live and die together. */
final class ProxiedConnection {
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket client;
    private final Socket server;
    private final Supplier<Weather> weather;
    private final Consumer<ProxiedConnection> whenEnded;
    private final Passage up;
    private final Passage down;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong untilReset = new AtomicLong(NEVER);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flows = lock.newCondition();
    private boolean held;

    ProxiedConnection(
            Socket client, Socket server, Supplier<Weather> weather, long seed, Consumer<ProxiedConnection> whenEnded)
            throws IOException {
        this.client = client;
        this.server = server;
        this.weather = weather;
        this.whenEnded = whenEnded;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        up = new Passage(this, client.getInputStream(), server.getOutputStream(), seed);
        down = new Passage(this, server.getInputStream(), client.getOutputStream(), ~seed);
    }

    void start() {
        up.start();
        down.start();
    }

    Weather weather() {
        return weather.get();
    }

    /** From now on no byte passes, and nobody is told. */
    void hold() {
        setHeld(true);
    }

    void release() {
        setHeld(false);
    }

    /** Resets it after that many bytes more, in whichever directions they pass. */
    void resetAfter(long bytes) {
        untilReset.set(bytes);
    }

    /** Closes both ends as a program does that ends. */
    void end() {
        finish(false);
    }

    /** Closes both ends as a machine does that knows nothing of them: {@code RST}. */
    void reset() {
        finish(true);
    }

    void awaitFlow() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (held) {
                flows.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many of these bytes may pass before the reset that was asked for. */
    int allowed(int wanted) {
        return (int) Math.min(wanted, Math.max(1, untilReset.get()));
    }

    void passed(int bytes) {
        if (untilReset.get() != NEVER && untilReset.addAndGet(-bytes) <= 0) {
            reset();
        }
    }

    private void setHeld(boolean value) {
        lock.lock();
        try {
            held = value;
            flows.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finish(boolean hard) {
        if (ended.compareAndSet(false, true)) {
            close(client, hard);
            close(server, hard);
            up.stop();
            down.stop();
            whenEnded.accept(this);
        }
    }

    private static void close(Socket socket, boolean hard) {
        try {
            if (hard) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
            return;
        }
    }
}
