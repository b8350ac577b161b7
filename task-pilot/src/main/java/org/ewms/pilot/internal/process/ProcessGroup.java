package org.ewms.pilot.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All processes that come from one task. They share a process group; those that left it (a daemon, a new session) are found by a mark in
 * their environment, which every descendant inherits.
 */
final class ProcessGroup {
    private static final int ROUNDS = 20;

    private final long leader;
    private final String mark;

    /** @param mark {@code NAME=value} as it stands in the environment of every process of the task */
    ProcessGroup(long leader, String mark) {
        this.leader = leader;
        this.mark = mark;
    }

    void signal(Signal signal) {
        signal.toGroup(leader);
    }

    /** Kills what is left in the group; cheap. */
    void killMembers() {
        Signal.KILL.toGroup(leader);
    }

    /** Kills also those who left the group; looks at every process of the machine. */
    void killAll() {
        Signal.KILL.toGroup(leader);
        killMarked(mark);
    }

    /** Kills every process whose environment contains the mark, until none is found: a fork bomb forks while we look. */
    static void killMarked(String mark) {
        for (int round = 0; round < ROUNDS; round++) {
            List<Long> found = marked(mark);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(Signal.KILL::toProcess);
        }
    }

    private static List<Long> marked(String mark) {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (environment(process).contains(mark)) {
                    pids.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("cannot list /proc: " + e.getMessage(), e);
        }
        return pids;
    }

    /** Empty for a process that is gone, a zombie, or somebody else's. */
    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
