package org.ewms.bench.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * CPU time of this process by kind of thread, from {@code /proc/self/task}: the compiler's and the collector's threads count too, which no
 * bean of the JVM tells. Samples twice a second, so that threads that end are counted up to their last sample.
 */
final class ThreadCpu implements AutoCloseable {
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Map<String, Long> nanos = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("bench-sampler").unstarted(work));

    private ThreadCpu() {}

    static ThreadCpu start() {
        ThreadCpu cpu = new ThreadCpu();
        cpu.sampler.scheduleAtFixedRate(cpu::sample, 0, 500, TimeUnit.MILLISECONDS);
        return cpu;
    }

    private synchronized void sample() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                sample(task);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + TASKS, e);
        }
    }

    private void sample(Path task) {
        String id = task.getFileName().toString();
        try {
            String[] times = Files.readString(task.resolve("schedstat")).split(" ");
            names.put(id, Files.readString(task.resolve("comm")).strip());
            nanos.put(id, Long.parseLong(times[0]));
        } catch (IOException e) {
            // The thread ended between the listing and the reading; its last sample stands.
        }
    }

    /** Seconds so far by kind of thread. */
    synchronized Map<String, Double> seconds() {
        sample();
        Map<String, Double> out = new TreeMap<>();
        nanos.forEach((id, time) -> out.merge(kind(names.getOrDefault(id, "")), time * 1e-9, Double::sum));
        return out;
    }

    /** The kernel keeps the first 15 letters of a thread's name. */
    private static String kind(String name) {
        if (name.startsWith("pilot-slot")) {
            return "fits";
        }
        if (name.startsWith("bench-collector")) {
            return "collector";
        }
        if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
            return "JIT compiler";
        }
        if (name.startsWith("G1 ") || name.startsWith("GC ") || name.startsWith("VM ")) {
            return "garbage collector";
        }
        if (name.startsWith("bench-sampler")) {
            return "this sampling";
        }
        if (name.startsWith("bench-") || name.equals("java")) {
            return "start, files, end";
        }
        return "broker and pilot around the fits";
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
