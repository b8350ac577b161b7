package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running process of a task, with all that it starts. */
public final class TaskProcess {
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TAIL_PATIENCE = Duration.ofMillis(500);

    private final Process process;
    private final ProcessGroup group;
    private final Tail stderr;
    private final @Nullable Tail stdout;
    private final Executor readers;
    private Usage usage = Usage.NONE;

    TaskProcess(Process process, ProcessGroup group, Output output, Executor readers) {
        this.process = process;
        this.readers = readers;
        this.group = group;
        this.stderr = new Tail(readers, process.getErrorStream(), output::stderr);
        this.stdout = output.wantsStdout() ? new Tail(readers, process.getInputStream(), output::stdout) : null;
    }

    /** How a process ended. */
    public sealed interface End {}

    /** By itself, or by a signal that was not ours: then the code is 128 + signal. */
    public record Exited(int code) implements End {}

    public record TimedOut() implements End {}

    public record TooMuchMemory(long bytes) implements End {}

    /** Threads that may block in a pipe. */
    Executor pipeThreads() {
        return readers;
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    OutputStream stdin() {
        return process.getOutputStream();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What was used so far, as far as looked at; exact for a process that has ended by itself. */
    public Usage usage() {
        return process instanceof SpawnedProcess spawned ? usage.max(spawned.usage()) : usage;
    }

    public void closeStdin() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It does not read; that is its business.
        }
    }

    /**
     * Waits for the end; a process that exceeds a limit is still running afterwards: {@link #kill} it.
     *
     * @param memoryLimit bytes, {@link Long#MAX_VALUE} for none
     */
    public End await(Duration timeout, long memoryLimit) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Duration look = FIRST_LOOK;
        while (true) {
            long wait = Math.min(look.toNanos(), end - System.nanoTime());
            if (process.waitFor(wait, TimeUnit.NANOSECONDS)) {
                return new Exited(process.exitValue());
            }
            usage = ProcessHandle.of(process.pid())
                    .map(Usage::of)
                    .orElse(Usage.NONE)
                    .max(usage);
            if (usage.peakBytes() > memoryLimit) {
                return new TooMuchMemory(usage.peakBytes());
            }
            if (System.nanoTime() - end >= 0) {
                return new TimedOut();
            }
            look = LOOK;
        }
    }

    /** After a normal end: whatever it left in its process group is killed. */
    public void sweep() throws InterruptedException {
        if (!(process instanceof SpawnedProcess)) {
            group.killMembers();
        }
        if (stdout != null) {
            stdout.awaitEnd(TAIL_PATIENCE);
            stderr.awaitEnd(TAIL_PATIENCE);
            stdout.close();
        }
        stderr.close();
    }

    /** Asks the whole tree to end, waits for {@code grace}, then kills all that is left. Not stopped by interrupts. */
    public void kill(Duration grace) {
        boolean interrupted = false;
        group.signal(Signal.TERM);
        try {
            process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        group.killAll();
        try {
            stderr.awaitEnd(TAIL_PATIENCE);
            if (stdout != null) {
                stdout.awaitEnd(TAIL_PATIENCE);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        // Only now: it closes the pipes, whether the last words have been read or not.
        process.destroyForcibly();
        stderr.close();
        if (stdout != null) {
            stdout.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last words on stderr; complete after {@link #kill}. */
    public String lastWords() {
        return stderr.text();
    }

    /** More of them. */
    public String longLastWords() {
        return stderr.longText();
    }

    /** Its exit code, if it has ended by now or does so in a moment. */
    @Nullable
    Integer exitCode(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : null;
    }
}
