package org.ewms.mqclient.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a proxied connection: a delay line between two sockets. */
final class Passage {
    private static final int PIECE = 16 << 10;

    /** As much as a network of some hundred milliseconds holds. */
    private static final int PIECES_UNDER_WAY = 256;

    private static final byte[] END = {};

    /** @param due in {@link System#nanoTime} */
    private record Piece(byte[] bytes, long due) {}

    private final ProxiedConnection connection;
    private final InputStream in;
    private final OutputStream out;
    private final Random random;
    private final BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>(PIECES_UNDER_WAY);
    private @Nullable Thread reader;
    private @Nullable Thread writer;

    Passage(ProxiedConnection connection, InputStream in, OutputStream out, long seed) {
        this.connection = connection;
        this.in = in;
        this.out = out;
        this.random = new Random(seed);
    }

    void start() {
        reader = Thread.ofVirtual().name("proxy-in").start(this::read);
        writer = Thread.ofVirtual().name("proxy-out").start(this::write);
    }

    void stop() {
        if (reader != null && writer != null) {
            reader.interrupt();
            writer.interrupt();
        }
    }

    private void read() {
        var buffer = new byte[PIECE];
        long due = System.nanoTime();
        try {
            int count = in.read(buffer);
            while (count >= 0) {
                connection.awaitFlow();
                due = Math.max(due, System.nanoTime() + connection.weather().lateNanos(random));
                underWay.put(new Piece(Arrays.copyOf(buffer, count), due));
                count = in.read(buffer);
            }
            underWay.put(new Piece(END, due));
        } catch (IOException e) {
            connection.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (true) {
                Piece next = underWay.take();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next.due - System.nanoTime()));
                if (next.bytes.length == 0) {
                    connection.awaitFlow();
                    connection.end();
                    return;
                }
                pass(next.bytes);
            }
        } catch (IOException e) {
            connection.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(byte[] bytes) throws IOException, InterruptedException {
        int done = 0;
        while (done < bytes.length) {
            connection.awaitFlow();
            long limit = connection.weather().bytesPerSecond();
            int most = limit == 0 ? bytes.length - done : (int) Math.clamp(limit / 20, 1, bytes.length - done);
            int allowed = connection.allowed(most);
            out.write(bytes, done, allowed);
            done += allowed;
            connection.passed(allowed);
            if (limit > 0) {
                TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(allowed) / limit);
            }
        }
    }
}
