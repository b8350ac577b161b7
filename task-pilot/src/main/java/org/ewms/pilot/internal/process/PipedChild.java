package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child that was started Java's own way; each output is read on a thread of its own. */
final class PipedChild implements Child {
    private static final Logger LOG = LoggerFactory.getLogger(PipedChild.class);

    private final Process process;
    private final Optional<CompletableFuture<Void>> stdout;
    private final CompletableFuture<Void> stderr;

    /**
     * @param stdout empty if somebody else reads it, or nobody
     * @param readers platform threads: reading a pipe holds on to its thread
     */
    PipedChild(Process process, Optional<Tail> stdout, Tail stderr, Executor readers) {
        this.process = process;
        this.stderr = CompletableFuture.runAsync(() -> read(process.getErrorStream(), stderr), readers);
        this.stdout =
                stdout.map(tail -> CompletableFuture.runAsync(() -> read(process.getInputStream(), tail), readers));
    }

    private static void read(InputStream from, Tail tail) {
        byte[] buffer = new byte[8192];
        try (from) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                tail.hear(buffer, n);
            }
        } catch (IOException e) {
            // The process was killed, or the stream closed because someone else still holds it: what came so far is the
            // tail.
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
        if (ended) {
            Signal.KILL.toGroup(process.pid());
        }
        return ended;
    }

    @Override
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    @Override
    public void hearOut(Duration patience) throws InterruptedException {
        hearOut(stderr, patience);
        if (stdout.isPresent()) {
            hearOut(stdout.get(), patience);
        }
    }

    private static void hearOut(CompletableFuture<Void> reading, Duration patience) throws InterruptedException {
        try {
            reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("a task's output is still open or cannot be read", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        close(process.getErrorStream());
        if (stdout.isPresent()) {
            close(process.getInputStream());
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing is lost with a stream nobody reads any more.
        }
    }
}
