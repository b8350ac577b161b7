package org.ewms.batch.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of this machine, as {@code /proc} shows them. A job's processes are those that carry its mark in their environment, which
 * children inherit and keep when they leave their session, and the children of those.
 */
public final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    private static final int PARENT = 1;
    private static final int START = 19;

    private ProcessTable() {}

    /** Whether the process with this id is the one that started then (in ticks since boot), and lives. */
    public static boolean lives(long pid, long start) {
        return fields(PROC.resolve(Long.toString(pid)))
                .filter(fields -> !fields.getFirst().equals("Z") && Long.parseLong(fields.get(START)) == start)
                .isPresent();
    }

    /** All living processes that carry one of the marks, each {@code NAME=VALUE}, and their descendants; by mark. */
    public static Map<String, Set<Long>> marked(Collection<String> marks) {
        Map<Long, List<Long>> children = new HashMap<>();
        Map<String, Set<Long>> found = new HashMap<>();
        for (long pid : all()) {
            Path at = PROC.resolve(Long.toString(pid));
            Optional<List<String>> fields = fields(at);
            if (fields.isEmpty() || fields.get().getFirst().equals("Z")) {
                continue;
            }
            children.computeIfAbsent(Long.valueOf(fields.get().get(PARENT)), any -> new java.util.ArrayList<>())
                    .add(pid);
            String environment = "\0" + read(at.resolve("environ")) + "\0";
            for (String mark : marks) {
                if (environment.contains("\0" + mark + "\0")) {
                    found.computeIfAbsent(mark, any -> new LinkedHashSet<>()).add(pid);
                }
            }
        }
        found.values().forEach(each -> close(each, children));
        return found;
    }

    /** Kills all of those; whether there were any. */
    static boolean kill(Collection<String> marks) {
        Map<String, Set<Long>> living = marks.isEmpty() ? Map.of() : marked(marks);
        living.values()
                .forEach(each -> each.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly)));
        return !living.isEmpty();
    }

    private static void close(Set<Long> pids, Map<Long, List<Long>> children) {
        Deque<Long> open = new ArrayDeque<>(pids);
        while (!open.isEmpty()) {
            for (long child : children.getOrDefault(open.pop(), List.of())) {
                if (pids.add(child)) {
                    open.push(child);
                }
            }
        }
    }

    private static List<Long> all() {
        List<Long> pids = new java.util.ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path each : entries) {
                pids.add(Long.valueOf(each.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + PROC, e);
        }
        return pids;
    }

    /** The fields of {@code stat} after the name, which may hold anything: state, parent, … */
    private static Optional<List<String>> fields(Path at) {
        String stat = read(at.resolve("stat"));
        int end = stat.lastIndexOf(')');
        return end < 0
                ? Optional.empty()
                : Optional.of(List.of(stat.substring(end + 2).strip().split(" ")));
    }

    /** Empty when the process is gone or somebody else's. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
