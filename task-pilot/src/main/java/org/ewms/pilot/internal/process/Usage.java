package org.ewms.pilot.internal.process;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * What a process tree has used, as far as it was looked at: a task that ends between two looks has used a little more.
 *
 * @param cpu user and system time
 * @param peakBytes largest memory seen
 */
public record Usage(Duration cpu, long peakBytes) {
    public static final Usage NONE = new Usage(Duration.ZERO, 0);

    static Usage of(ProcessHandle process) {
        Duration cpu = Duration.ZERO;
        long bytes = 0;
        LongStream pids = LongStream.concat(
                LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
        for (long pid : pids.toArray()) {
            ProcStat stat = ProcStat.of(pid).orElse(new ProcStat(Duration.ZERO, 0));
            cpu = cpu.plus(stat.cpu());
            bytes += stat.residentBytes();
        }
        return new Usage(cpu, bytes);
    }

    Usage max(Usage other) {
        return new Usage(cpu.compareTo(other.cpu) > 0 ? cpu : other.cpu, Math.max(peakBytes, other.peakBytes));
    }
}
