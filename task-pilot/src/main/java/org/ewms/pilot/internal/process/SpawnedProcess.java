package org.ewms.pilot.internal.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child in a session of its own, started with one exec. Its process group is killed the moment it ends, before its id can be given to
 * another process.
 */
final class SpawnedProcess extends Process {
    private final int pid;
    private final InputStream stdout;
    private final InputStream stderr;
    private final CompletableFuture<Libc.Reaped> end;

    private SpawnedProcess(Libc libc, int pid, InputStream stdout, InputStream stderr) {
        this.pid = pid;
        this.stdout = stdout;
        this.stderr = stderr;
        this.end = ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
                .thenApply(ended -> reap(libc));
    }

    private Libc.Reaped reap(Libc libc) {
        Signal.KILL.toGroup(pid);
        return libc.reap(pid);
    }

    /**
     * Starts it; stdin is empty.
     *
     * @param keepStdout whether to read what it prints; else it goes nowhere
     * @throws IOException naming the program and what is wrong
     */
    static SpawnedProcess start(
            Libc libc, List<String> command, List<String> environment, Path directory, boolean keepStdout)
            throws IOException {
        Libc.Pipe errors = libc.pipe();
        Libc.Pipe output = null;
        try (InputStream nothing = InputStream.nullInputStream()) {
            InputStream stderr = open(libc, errors);
            try {
                output = keepStdout ? libc.pipe() : null;
                InputStream stdout = output == null ? nothing : open(libc, output);
                int pid = libc.spawn(
                        command, environment, directory, output == null ? -1 : output.writeEnd(), errors.writeEnd());
                return new SpawnedProcess(libc, pid, stdout, stderr);
            } catch (IOException e) {
                stderr.close();
                throw e;
            }
        } finally {
            libc.close(errors.writeEnd());
            if (output != null) {
                libc.close(output.writeEnd());
            }
        }
    }

    /** A stream over the read end, whose descriptor is then the stream's own. */
    private static InputStream open(Libc libc, Libc.Pipe pipe) throws IOException {
        try {
            return new FileInputStream("/proc/self/fd/" + pipe.readEnd());
        } finally {
            libc.close(pipe.readEnd());
        }
    }

    /** What it and its own ended children used; known once it has ended. */
    Usage usage() {
        Libc.Reaped reaped = end.getNow(new Libc.Reaped(-1, Usage.NONE));
        return reaped.usage();
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return stdout;
    }

    @Override
    public InputStream getErrorStream() {
        return stderr;
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return end.get().code();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            end.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int exitValue() {
        if (!end.isDone()) {
            throw new IllegalThreadStateException("process " + pid + " has not ended");
        }
        return end.join().code();
    }

    @Override
    public boolean isAlive() {
        return !end.isDone();
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public ProcessHandle toHandle() {
        return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
    }

    @Override
    public void destroy() {
        if (isAlive()) {
            Signal.TERM.toGroup(pid);
        }
    }

    @Override
    public Process destroyForcibly() {
        if (isAlive()) {
            Signal.KILL.toGroup(pid);
        }
        return this;
    }
}
