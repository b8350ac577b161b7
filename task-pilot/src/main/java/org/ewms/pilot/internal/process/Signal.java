package org.ewms.pilot.internal.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Signals as kill(2) sends them: also to a whole process group, which {@link ProcessHandle} cannot. */
enum Signal {
    TERM(15),
    KILL(9);

    private static final MethodHandle KILL_2 = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Whether there was such a process that may be signalled. */
    boolean toProcess(long pid) {
        return send(pid);
    }

    /** Whether the group had a member that may be signalled. */
    boolean toGroup(long group) {
        return send(-group);
    }

    private boolean send(long target) {
        if (Math.abs(target) <= 1 || Math.abs(target) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("refusing to signal " + target);
        }
        try {
            return (int) KILL_2.invokeExact((int) target, number) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
