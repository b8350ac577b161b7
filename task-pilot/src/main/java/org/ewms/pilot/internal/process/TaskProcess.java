package org.ewms.pilot.internal.process;

import java.time.Duration;

/** One running process of a task, with all that it starts. */
public final class TaskProcess {
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TAIL_PATIENCE = Duration.ofMillis(500);
    private static final Duration DEATH_PATIENCE = Duration.ofSeconds(2);

    private final Child child;
    private final ProcessGroup group;
    private final Tail stderr;
    private final boolean stdoutHeard;
    private Usage usage = Usage.NONE;

    /**
     * @param stderr where what the child writes is heard
     * @param stdoutHeard whether what it prints is heard too
     */
    TaskProcess(Child child, ProcessGroup group, Tail stderr, boolean stdoutHeard) {
        this.child = child;
        this.group = group;
        this.stderr = stderr;
        this.stdoutHeard = stdoutHeard;
    }

    /** How a process ended. */
    public sealed interface End {}

    /** By itself, or by a signal that was not ours: then the code is 128 + signal. */
    public record Exited(int code) implements End {}

    public record TimedOut() implements End {}

    public record TooMuchMemory(long bytes) implements End {}

    /** What was used so far, as far as looked at; exact for a process that has ended by itself. */
    public Usage usage() {
        return usage.max(child.usage());
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
            if (child.await(wait)) {
                return new Exited(child.exitCode());
            }
            usage = ProcessHandle.of(child.pid())
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
        try {
            if (stdoutHeard) {
                child.hearOut(TAIL_PATIENCE);
            }
        } finally {
            child.close();
        }
    }

    /** Asks the whole tree to end, waits for {@code grace}, then kills all that is left. Not stopped by interrupts. */
    public void kill(Duration grace) {
        group.signal(Signal.TERM);
        boolean interrupted = isInterrupted(() -> child.await(grace.toNanos()));
        group.killAll();
        interrupted |= isInterrupted(() -> {
            child.await(DEATH_PATIENCE.toNanos());
            child.hearOut(TAIL_PATIENCE);
        });
        // Only now: it closes the pipes, whether the last words have been read or not.
        child.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static boolean isInterrupted(Waiting waiting) {
        try {
            waiting.run();
            return false;
        } catch (InterruptedException e) {
            return true;
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
}
