package org.ewms.pilot.internal.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** Functions of the C library, as constants, which alone are called without a detour. Where one is missing, this class cannot be loaded. */
final class Functions {
    static final MethodHandle SPAWN = intOf("posix_spawnp", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle ACTIONS_INIT = intOf("posix_spawn_file_actions_init", ADDRESS);
    static final MethodHandle ACTIONS_DESTROY = intOf("posix_spawn_file_actions_destroy", ADDRESS);
    static final MethodHandle ADD_OPEN =
            intOf("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle ADD_DUP2 = intOf("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle ADD_CHDIR = intOf("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
    static final MethodHandle ADD_CLOSE_FROM = intOf("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    static final MethodHandle ATTRIBUTES_INIT = intOf("posix_spawnattr_init", ADDRESS);
    static final MethodHandle ATTRIBUTES_DESTROY = intOf("posix_spawnattr_destroy", ADDRESS);
    static final MethodHandle SET_FLAGS = intOf("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    static final MethodHandle SET_SIGNAL_MASK = intOf("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
    static final MethodHandle EMPTY_SIGNAL_SET = intOf("sigemptyset", ADDRESS);
    static final MethodHandle PIPE2 = intOf("pipe2", ADDRESS, JAVA_INT);
    static final MethodHandle CLOSE = intOf("close", JAVA_INT);
    static final MethodHandle POLL = intOf("poll", ADDRESS, JAVA_LONG, JAVA_INT);
    static final MethodHandle WAIT4 = intOf("wait4", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    static final MethodHandle READ = of(JAVA_LONG, "read", JAVA_INT, ADDRESS, JAVA_LONG);
    static final MethodHandle SYSCALL = of(JAVA_LONG, "syscall", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static final MethodHandle STRERROR = of(ADDRESS, "strerror", JAVA_INT);

    private Functions() {}

    private static MethodHandle intOf(String name, MemoryLayout... arguments) {
        return of(JAVA_INT, name, arguments);
    }

    private static MethodHandle of(MemoryLayout result, String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** What a call of a handle throws is not to be expected, as far as it is not unchecked. */
    static RuntimeException failure(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }
}
