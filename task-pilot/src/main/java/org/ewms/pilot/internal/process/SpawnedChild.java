package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.ewms.pilot.internal.process.Libc.Polls;
import org.ewms.pilot.internal.process.Libc.Reaped;
import org.jspecify.annotations.Nullable;

/**
 * A child in a session of its own, started with one exec. Whoever waits for it also hears it: one thread waits for its end and its outputs
 * at once, as handing over from thread to thread takes longer than a short task. Its process group is killed the moment it ends, before its
 * id can be given to another process.
 */
final class SpawnedChild implements Child {
    /** How long an interrupt may go unnoticed: the system call that waits does not know of it. */
    private static final long SLICE_MILLIS = 200;

    private static final int BUFFER = 8192;
    private static final int NONE = -1;

    private final Libc libc;
    private final int pid;
    private final Executor others;
    private final Ear end;
    private final Ear stderr;
    private final Ear stdout;
    private final Arena arena = Arena.ofConfined();
    private final Polls polls;
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private @Nullable Reaped reaped;

    /** Something to wait for: its place among the polls, its descriptor while that is open, and who is told what it says. */
    private static final class Ear {
        private final int place;
        private final Optional<Tail> tail;
        private int descriptor;

        Ear(int place, int descriptor, Optional<Tail> tail) {
            this.place = place;
            this.descriptor = descriptor;
            this.tail = tail;
        }

        boolean open() {
            return descriptor >= 0;
        }
    }

    private SpawnedChild(Libc libc, int pid, Ear end, Ear stderr, Ear stdout, Executor others) {
        this.libc = libc;
        this.pid = pid;
        this.others = others;
        this.end = end;
        this.stderr = stderr;
        this.stdout = stdout;
        this.polls = Polls.of(arena, end.descriptor, stderr.descriptor, stdout.descriptor);
    }

    /**
     * Starts it; stdin is empty.
     *
     * @param stdout empty if what it prints goes nowhere
     * @param others where one that does not die when killed is waited for
     * @throws IOException naming the program and what is wrong
     */
    static SpawnedChild start(
            Libc libc,
            List<String> command,
            List<String> environment,
            Path directory,
            Optional<Tail> stdout,
            Tail stderr,
            Executor others)
            throws IOException {
        Libc.Pipe errors = libc.pipe();
        Libc.Pipe output = new Libc.Pipe(NONE, NONE);
        boolean started = false;
        try {
            output = stdout.isPresent() ? libc.pipe() : output;
            int pid = libc.spawn(command, environment, directory, output.writeEnd(), errors.writeEnd());
            int end = libc.processDescriptor(pid);
            if (end < 0) {
                Signal.KILL.toGroup(pid);
                libc.reap(pid);
                throw new IOException("cannot watch a process; is the limit of open files reached?");
            }
            started = true;
            return new SpawnedChild(
                    libc,
                    pid,
                    new Ear(0, end, Optional.empty()),
                    new Ear(1, errors.readEnd(), Optional.of(stderr)),
                    new Ear(2, output.readEnd(), stdout),
                    others);
        } finally {
            libc.close(errors.writeEnd());
            if (output.writeEnd() != NONE) {
                libc.close(output.writeEnd());
            }
            if (!started) {
                libc.close(errors.readEnd());
                if (output.readEnd() != NONE) {
                    libc.close(output.readEnd());
                }
            }
        }
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        boolean late = false;
        while (reaped == null && !late) {
            listen(until);
            late = System.nanoTime() - until >= 0;
        }
        return reaped != null;
    }

    @Override
    public void hearOut(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while ((stderr.open() || stdout.open()) && System.nanoTime() - until < 0) {
            listen(until);
        }
    }

    private void listen(long until) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime() + 999_999);
        if (!libc.poll(polls, Math.clamp(left, 0, (int) SLICE_MILLIS))) {
            return;
        }
        hear(stderr);
        hear(stdout);
        if (end.open() && polls.ready(end.place)) {
            forget(end);
            reaped = reap();
        }
    }

    private void hear(Ear ear) {
        if (!ear.open() || !polls.ready(ear.place)) {
            return;
        }
        int count = libc.read(ear.descriptor, buffer);
        if (count <= 0) {
            forget(ear);
            return;
        }
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
        ear.tail.ifPresent(tail -> tail.hear(bytes, count));
    }

    private void forget(Ear ear) {
        if (ear.open()) {
            libc.close(ear.descriptor);
            ear.descriptor = NONE;
            polls.set(ear.place, NONE);
        }
    }

    private Reaped reap() {
        Signal.KILL.toGroup(pid);
        return libc.reap(pid);
    }

    @Override
    public int exitCode() {
        if (reaped == null) {
            throw new IllegalStateException("process " + pid + " has not ended");
        }
        return reaped.code();
    }

    @Override
    public Usage usage() {
        return reaped == null ? Usage.NONE : reaped.usage();
    }

    @Override
    public void close() {
        forget(end);
        forget(stderr);
        forget(stdout);
        arena.close();
        if (reaped == null) {
            others.execute(this::reap);
        }
    }
}
