package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the kernel tells of a process and the descendants it has waited for.
 *
 * @param cpu user and system time
 * @param residentBytes memory in use now, of this process alone
 */
record ProcStat(Duration cpu, long residentBytes) {
    /** Linux fixes USER_HZ at 100 on every architecture in use. */
    private static final long TICK_MILLIS = 10;

    private static final long PAGE = 4096;

    static Optional<ProcStat> of(long pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param stat one line as proc(5) describes it; the name in parentheses may contain anything */
    static ProcStat parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new ProcStat(Duration.ofMillis(ticks * TICK_MILLIS), Long.parseLong(fields[21]) * PAGE);
    }
}
