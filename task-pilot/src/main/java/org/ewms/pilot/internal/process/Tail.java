package org.ewms.pilot.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last part of what a process writes to one of its outputs, however much that is; read on a thread of its own. */
final class Tail {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final int KEPT = 16_000;
    private static final int LAST = 2000;

    private final InputStream from;
    private final Listener listener;
    private final byte[] ring = new byte[KEPT];
    private long total;
    private final CompletableFuture<Void> end;

    /** Told each piece on the way; the buffer is valid during the call only. */
    interface Listener {
        void heard(byte[] buffer, int length);
    }

    /** @param readers platform threads: reading a pipe holds on to its thread */
    Tail(Executor readers, InputStream from, Listener listener) {
        this.from = from;
        this.listener = listener;
        this.end = CompletableFuture.runAsync(this::read, readers);
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (from) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                append(buffer, n);
                listener.heard(buffer, n);
            }
        } catch (IOException e) {
            // The process was killed, or the stream closed because someone else still holds it: what came so far is the
            // tail.
        }
    }

    private synchronized void append(byte[] bytes, int count) {
        for (int i = Math.max(0, count - KEPT); i < count; i++) {
            ring[(int) ((total + i) % KEPT)] = bytes[i];
        }
        total += count;
    }

    /** Waits until nobody can write any more. */
    void awaitEnd(Duration patience) throws InterruptedException {
        try {
            end.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("a task's output is still open or cannot be read", e);
        }
    }

    /** The text so far; {@code <nothing on stderr>} if there is none. */
    String text() {
        String text = snapshot(LAST).strip();
        return text.isEmpty() ? "<nothing on stderr>" : text;
    }

    /** As much as is kept. */
    String longText() {
        return snapshot(KEPT);
    }

    private synchronized String snapshot(int most) {
        int length = (int) Math.min(total, most);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((total - length + i) % KEPT)];
        }
        return new String(last, UTF_8);
    }

    void close() {
        try {
            from.close();
        } catch (IOException e) {
            // Nothing is lost with a stream nobody reads any more.
        }
    }
}
