package org.ewms.pilot.internal.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The few functions of the C library that starting and reaping a child needs. */
final class Libc {
    /** Room for the opaque structures of posix_spawn(3); they have 80 and 336 bytes in glibc on 64-bit machines. */
    private static final long STRUCTURE = 512;

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final int SIGNAL_MASK = 0x08;
    private static final int NEW_SESSION = 0x80;

    private final MethodHandle spawn = intOf("posix_spawnp", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private final MethodHandle actionsInit = intOf("posix_spawn_file_actions_init", ADDRESS);
    private final MethodHandle actionsDestroy = intOf("posix_spawn_file_actions_destroy", ADDRESS);
    private final MethodHandle addOpen =
            intOf("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle addDup2 = intOf("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle addChdir = intOf("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
    private final MethodHandle addCloseFrom = intOf("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    private final MethodHandle attributesInit = intOf("posix_spawnattr_init", ADDRESS);
    private final MethodHandle attributesDestroy = intOf("posix_spawnattr_destroy", ADDRESS);
    private final MethodHandle setFlags = intOf("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    private final MethodHandle setSignalMask = intOf("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
    private final MethodHandle emptySignalSet = intOf("sigemptyset", ADDRESS);
    private final MethodHandle pipe2 = intOf("pipe2", ADDRESS, JAVA_INT);
    private final MethodHandle close = intOf("close", JAVA_INT);
    private final MethodHandle wait4 = intOf("wait4", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private final MethodHandle strerror =
            Linker.nativeLinker().downcallHandle(symbol("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {}

    /** Empty where the C library lacks one of the functions: older than glibc 2.34, or another one. */
    static Optional<Libc> load() {
        try {
            return Optional.of(new Libc());
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** The two ends of a pipe, neither of which a child inherits by itself. */
    record Pipe(int readEnd, int writeEnd) {}

    Pipe pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            if (call(pipe2, ends, CLOSE_ON_EXEC) != 0) {
                throw new IOException("cannot create a pipe; is the limit of open files reached?");
            }
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        }
    }

    void close(int descriptor) {
        call(close, descriptor);
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
            MemorySegment signals = arena.allocate(STRUCTURE, 16);
            MemorySegment nowhere = arena.allocateFrom("/dev/null");
            MemorySegment pid = arena.allocate(JAVA_INT);
            call(actionsInit, actions);
            call(attributesInit, attributes);
            try {
                call(emptySignalSet, signals);
                call(setSignalMask, attributes, signals);
                call(setFlags, attributes, (short) (NEW_SESSION | SIGNAL_MASK));
                call(addOpen, actions, 0, nowhere, READ_ONLY, 0);
                if (stdout < 0) {
                    call(addOpen, actions, 1, nowhere, WRITE_ONLY, 0);
                } else {
                    call(addDup2, actions, stdout, 1);
                }
                call(addDup2, actions, stderr, 2);
                call(addCloseFrom, actions, 3);
                call(addChdir, actions, arena.allocateFrom(directory.toString()));
                int problem = call(
                        spawn,
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
                call(actionsDestroy, actions);
                call(attributesDestroy, attributes);
            }
        }
    }

    /**
     * Takes note of the end of a child that has ended.
     *
     * @return exit code, 128 + signal if a signal ended it, −1 if there was no such child; and what it and its own ended children used
     */
    Reaped reap(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment used = arena.allocate(STRUCTURE, 16);
            if (call(wait4, pid, status, 0, used) != pid) {
                return new Reaped(-1, Usage.NONE);
            }
            int word = status.get(JAVA_INT, 0);
            int signal = word & 0x7f;
            long micros = 0;
            for (long time : new long[] {0, 16}) {
                micros += used.get(JAVA_LONG, time) * 1_000_000 + used.get(JAVA_LONG, time + 8);
            }
            // Not the peak of memory: before its exec the child counts as large as this process.
            Usage usage = new Usage(Duration.ofNanos(micros * 1000), 0);
            return new Reaped(signal == 0 ? (word >> 8) & 0xff : 128 + signal, usage);
        }
    }

    /** How a child ended. */
    record Reaped(int code, Usage usage) {}

    private String text(int error) {
        try {
            MemorySegment text = (MemorySegment) strerror.invokeExact(error);
            return text.reinterpret(STRUCTURE).getString(0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(ADDRESS, values.size() + 1L);
        for (int i = 0; i < values.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(values.get(i)));
        }
        array.setAtIndex(ADDRESS, values.size(), MemorySegment.NULL);
        return array;
    }

    private static MemorySegment symbol(String name) {
        return Linker.nativeLinker().defaultLookup().findOrThrow(name);
    }

    private static MethodHandle intOf(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(symbol(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
