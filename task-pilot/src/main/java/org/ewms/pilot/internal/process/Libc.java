package org.ewms.pilot.internal.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What starting, watching and reaping a child needs of the C library. */
final class Libc {
    /** Room for the opaque structures of posix_spawn(3); they have 80 and 336 bytes in glibc on 64-bit machines. */
    private static final long STRUCTURE = 512;

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final short NEW_SESSION_AND_SIGNAL_MASK = 0x80 | 0x08;

    /** Of pidfd_open(2), the same on every architecture. */
    private static final long PIDFD_OPEN = 434;

    private Libc() {}

    /** Empty where the C library or the kernel lacks something: older than glibc 2.34 or Linux 5.3, or another one. */
    static Optional<Libc> load() {
        Libc libc = new Libc();
        try {
            int self = libc.processDescriptor((int) ProcessHandle.current().pid());
            if (self < 0) {
                return Optional.empty();
            }
            libc.close(self);
            return Optional.of(libc);
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** The two ends of a pipe, neither of which a child inherits by itself. */
    record Pipe(int readEnd, int writeEnd) {}

    Pipe pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            if ((int) Functions.PIPE2.invokeExact(ends, CLOSE_ON_EXEC) != 0) {
                throw new IOException("cannot create a pipe; is the limit of open files reached?");
            }
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    void close(int descriptor) {
        try {
            int ignored = (int) Functions.CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    /**
     * A descriptor that is readable once the process has ended; not inherited.
     *
     * @return negative if there is no such process, or no such call
     */
    int processDescriptor(int pid) {
        try {
            return (int) (long) Functions.SYSCALL.invokeExact(PIDFD_OPEN, (long) pid, 0L);
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    /**
     * Waits until one of the descriptors has something to tell.
     *
     * @param millis at most, less if a signal comes
     * @return whether one has
     */
    boolean poll(Polls polls, int millis) {
        try {
            return (int) Functions.POLL.invokeExact(polls.memory(), polls.count(), millis) > 0;
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    /** @return bytes read, at most the buffer's length; 0 at the end, negative if it cannot be read */
    int read(int descriptor, MemorySegment buffer) {
        try {
            return (int) (long) Functions.READ.invokeExact(descriptor, buffer, buffer.byteSize());
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    /**
     * Starts a program as leader of a new session, with an empty stdin and no other files than those given here.
     *
     * @param stdout a descriptor, negative for none
     * @return its process id
     * @throws IOException naming the program and what is wrong
     */
    int spawn(List<String> command, List<String> environment, Path directory, int stdout, int stderr)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(STRUCTURE, 16);
            MemorySegment attributes = arena.allocate(STRUCTURE, 16);
            int ignored = (int) Functions.ACTIONS_INIT.invokeExact(actions);
            ignored |= (int) Functions.ATTRIBUTES_INIT.invokeExact(attributes);
            try {
                session(arena, attributes);
                files(arena, actions, stdout, stderr);
                ignored |= (int) Functions.ADD_CHDIR.invokeExact(actions, arena.allocateFrom(directory.toString()));
                MemorySegment pid = arena.allocate(JAVA_INT);
                int problem = (int) Functions.SPAWN.invokeExact(
                        pid,
                        arena.allocateFrom(command.getFirst()),
                        actions,
                        attributes,
                        strings(arena, command),
                        strings(arena, environment));
                if (problem != 0) {
                    throw new IOException("Cannot run program \"" + command.getFirst() + "\": " + text(problem));
                }
                return pid.get(JAVA_INT, 0);
            } finally {
                ignored |= (int) Functions.ACTIONS_DESTROY.invokeExact(actions);
                ignored |= (int) Functions.ATTRIBUTES_DESTROY.invokeExact(attributes);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    private static void session(Arena arena, MemorySegment attributes) throws Throwable {
        MemorySegment signals = arena.allocate(STRUCTURE, 16);
        int ignored = (int) Functions.EMPTY_SIGNAL_SET.invokeExact(signals);
        ignored |= (int) Functions.SET_SIGNAL_MASK.invokeExact(attributes, signals);
        ignored |= (int) Functions.SET_FLAGS.invokeExact(attributes, NEW_SESSION_AND_SIGNAL_MASK);
    }

    private static void files(Arena arena, MemorySegment actions, int stdout, int stderr) throws Throwable {
        MemorySegment nowhere = arena.allocateFrom("/dev/null");
        int ignored = (int) Functions.ADD_OPEN.invokeExact(actions, 0, nowhere, READ_ONLY, 0);
        if (stdout < 0) {
            ignored |= (int) Functions.ADD_OPEN.invokeExact(actions, 1, nowhere, WRITE_ONLY, 0);
        } else {
            ignored |= (int) Functions.ADD_DUP2.invokeExact(actions, stdout, 1);
        }
        ignored |= (int) Functions.ADD_DUP2.invokeExact(actions, stderr, 2);
        ignored |= (int) Functions.ADD_CLOSE_FROM.invokeExact(actions, 3);
    }

    /**
     * Waits for the end of a child and takes note of it.
     *
     * @return exit code, 128 + signal if a signal ended it, −1 if there was no such child; and what it and its own ended children used
     */
    Reaped reap(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment used = arena.allocate(STRUCTURE, 16);
            if ((int) Functions.WAIT4.invokeExact(pid, status, 0, used) != pid) {
                return new Reaped(-1, Usage.NONE);
            }
            int word = status.get(JAVA_INT, 0);
            int signal = word & 0x7f;
            long micros = 0;
            for (long time = 0; time <= 16; time += 16) {
                micros += used.get(JAVA_LONG, time) * 1_000_000 + used.get(JAVA_LONG, time + 8);
            }
            // Not the peak of memory: before its exec the child counts as large as this process.
            Usage usage = new Usage(Duration.ofNanos(micros * 1000), 0);
            return new Reaped(signal == 0 ? (word >> 8) & 0xff : 128 + signal, usage);
        } catch (Throwable e) {
            throw Functions.failure(e);
        }
    }

    /** How a child ended. */
    record Reaped(int code, Usage usage) {}

    private static String text(int error) throws Throwable {
        MemorySegment text = (MemorySegment) Functions.STRERROR.invokeExact(error);
        return text.reinterpret(STRUCTURE).getString(0);
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(ADDRESS, values.size() + 1L);
        for (int i = 0; i < values.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(values.get(i)));
        }
        array.setAtIndex(ADDRESS, values.size(), MemorySegment.NULL);
        return array;
    }

    /** An array of the structure of poll(2), each of which asks whether a descriptor can be read; negative ones are not looked at. */
    record Polls(MemorySegment memory) {
        private static final long SIZE = 8;
        private static final short READABLE = 1;

        static Polls of(Arena arena, int... descriptors) {
            Polls polls = new Polls(arena.allocate(SIZE * descriptors.length, SIZE));
            for (int i = 0; i < descriptors.length; i++) {
                polls.memory.set(JAVA_SHORT, i * SIZE + 4, READABLE);
                polls.set(i, descriptors[i]);
            }
            return polls;
        }

        void set(int index, int descriptor) {
            memory.set(JAVA_INT, index * SIZE, descriptor);
        }

        long count() {
            return memory.byteSize() / SIZE;
        }

        /** Whether the last poll found something to read, the end, or an error. */
        boolean ready(int index) {
            return memory.get(JAVA_SHORT, index * SIZE + 6) != 0;
        }
    }
}
