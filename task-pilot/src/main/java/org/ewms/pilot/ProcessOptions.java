package org.ewms.pilot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How tasks run as processes of this machine.
 *
 * @param command the argument vector; no shell is involved unless it names one
 * @param environment added to the pilot's own, of which {@code EWMS_PILOT_*} is hidden from tasks
 * @param workDirectory where each process gets a directory of its own; must exist
 * @param timeout after which an attempt is killed and counts as failed
 * @param killGrace between asking a process to end (SIGTERM) and killing it
 * @param memoryBytes the most memory all processes of a task may use together, looked at about once a second
 * @param resultBytes the largest result, 0..1 GiB
 * @param poisonCodes exit codes that mean the event itself is malformed; none of them 0
 */
public record ProcessOptions(
        List<String> command,
        Map<String, String> environment,
        Path workDirectory,
        Duration timeout,
        Duration killGrace,
        long memoryBytes,
        int resultBytes,
        Set<Integer> poisonCodes) {
    private static final int MIB = 1 << 20;

    public ProcessOptions {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        poisonCodes = Set.copyOf(new HashSet<>(poisonCodes));
        if (command.isEmpty() || command.getFirst().isEmpty()) {
            throw new IllegalArgumentException("command must name a program, is " + command);
        }
        if (!timeout.isPositive() || timeout.compareTo(PilotLimits.NEVER) > 0) {
            throw new IllegalArgumentException("timeout must be positive, is " + timeout);
        }
        if (killGrace.isNegative() || killGrace.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("killGrace must be 0..1 h, is " + killGrace);
        }
        if (memoryBytes < MIB) {
            throw new IllegalArgumentException("memoryBytes must be at least 1 MiB, is " + memoryBytes);
        }
        if (resultBytes < 0 || resultBytes > 1024 * MIB) {
            throw new IllegalArgumentException("resultBytes must be 0..1 GiB, is " + resultBytes);
        }
        if (poisonCodes.contains(0)) {
            throw new IllegalArgumentException("poisonCodes must not contain 0, which is success");
        }
    }

    /** No time or memory limit, half a second between asking and killing, results up to 64 MiB, temporary directory of the JVM. */
    public static ProcessOptions of(List<String> command) {
        return new ProcessOptions(
                command,
                Map.of(),
                Path.of(System.getProperty("java.io.tmpdir")),
                PilotLimits.NEVER,
                Duration.ofMillis(500),
                Long.MAX_VALUE,
                64 * MIB,
                Set.of());
    }

    public ProcessOptions withEnvironment(Map<String, String> value) {
        return new ProcessOptions(
                command, value, workDirectory, timeout, killGrace, memoryBytes, resultBytes, poisonCodes);
    }

    public ProcessOptions withWorkDirectory(Path value) {
        return new ProcessOptions(
                command, environment, value, timeout, killGrace, memoryBytes, resultBytes, poisonCodes);
    }

    public ProcessOptions withTimeout(Duration value) {
        return new ProcessOptions(
                command, environment, workDirectory, value, killGrace, memoryBytes, resultBytes, poisonCodes);
    }

    public ProcessOptions withKillGrace(Duration value) {
        return new ProcessOptions(
                command, environment, workDirectory, timeout, value, memoryBytes, resultBytes, poisonCodes);
    }

    public ProcessOptions withMemoryBytes(long value) {
        return new ProcessOptions(
                command, environment, workDirectory, timeout, killGrace, value, resultBytes, poisonCodes);
    }

    public ProcessOptions withResultBytes(int value) {
        return new ProcessOptions(
                command, environment, workDirectory, timeout, killGrace, memoryBytes, value, poisonCodes);
    }

    public ProcessOptions withPoisonCodes(Set<Integer> value) {
        return new ProcessOptions(
                command, environment, workDirectory, timeout, killGrace, memoryBytes, resultBytes, value);
    }
}
