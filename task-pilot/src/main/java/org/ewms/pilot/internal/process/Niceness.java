package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this process stands back. Its children inherit that, but where the kernel schedules sessions as groups it counts within a session
 * only (sched(7), "The autogroup feature"): a task, which leads one, has to be told.
 *
 * @param value as {@code nice} has it
 */
record Niceness(int value) {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

    /** Counted from the state, which follows the name in parentheses: proc(5). */
    private static final int FIELD = 16;

    static Niceness ofThisProcess() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            return new Niceness(
                    Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[FIELD]));
        } catch (IOException | RuntimeException e) {
            LOG.debug("the own nice value is not known", e);
            return new Niceness(0);
        }
    }

    /** Passes it on to the session that a process leads, if need be and as far as the kernel lets it. */
    void passOn(long leader) {
        if (value <= 0) {
            return;
        }
        try {
            Files.writeString(Path.of("/proc/" + leader + "/autogroup"), Integer.toString(value));
        } catch (IOException e) {
            LOG.debug("process {} does not stand back", leader, e);
        }
    }
}
