package org.ewms.pilot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the node grants this process: from control groups (both versions), HTCondor, Slurm and Grid Engine. The smallest of several statements holds.
 *
 * @param memoryBytes empty if nobody limits it
 * @param cpus processors, possibly a fraction; empty if nobody limits them
 * @param end when the batch system will end the job; empty if it does not say
 */
public record NodeLimits(Optional<Long> memoryBytes, Optional<Double> cpus, Optional<Instant> end) {
    private static final long UNLIMITED = 1L << 60;
    private static final long MIB = 1 << 20;

    /** Looks at this process's own control group and at that environment. */
    public static NodeLimits of(Map<String, String> environment) {
        return of(environment, Path.of("/"));
    }

    static NodeLimits of(Map<String, String> environment, Path root) {
        String machine = environment.containsKey("_CONDOR_MACHINE_AD")
                ? read(Path.of(environment.getOrDefault("_CONDOR_MACHINE_AD", "")))
                : "";
        return new NodeLimits(
                Stream.of(
                                groups(root, "memory", "memory.max"),
                                groups(root, "memory", "memory.limit_in_bytes"),
                                attribute(machine, "Memory").map(mib -> mib * MIB),
                                number(environment, "SLURM_MEM_PER_NODE").map(mib -> mib * MIB))
                        .flatMap(Optional::stream)
                        .filter(bytes -> bytes > 0 && bytes < UNLIMITED)
                        .min(Double::compare)
                        .map(Double::longValue),
                Stream.of(
                                cpuV2(root),
                                cpuV1(root),
                                attribute(machine, "Cpus"),
                                number(environment, "SLURM_CPUS_ON_NODE"),
                                number(environment, "NSLOTS"))
                        .flatMap(Optional::stream)
                        .filter(count -> count > 0)
                        .min(Double::compare),
                Stream.of(number(environment, "SLURM_JOB_END_TIME"), attribute(machine, "GLIDEIN_ToDie"))
                        .flatMap(Optional::stream)
                        .min(Double::compare)
                        .map(seconds -> Instant.ofEpochSecond(seconds.longValue())));
    }

    private static Optional<Double> cpuV2(Path root) {
        return smallest(directories(root, "cpu").map(each -> {
            String[] words = read(each.resolve("cpu.max")).strip().split(" ");
            return words.length == 2 && !words[0].equals("max")
                    ? number(words[0]).flatMap(quota -> number(words[1]).map(period -> quota / period))
                    : Optional.empty();
        }));
    }

    private static Optional<Double> cpuV1(Path root) {
        return smallest(directories(root, "cpu")
                .map(each -> number(read(each.resolve("cpu.cfs_quota_us")))
                        .filter(quota -> quota > 0)
                        .flatMap(quota ->
                                number(read(each.resolve("cpu.cfs_period_us"))).map(period -> quota / period))));
    }

    private static Optional<Double> groups(Path root, String controller, String file) {
        return smallest(directories(root, controller).map(each -> number(read(each.resolve(file)))));
    }

    private static Optional<Double> smallest(Stream<Optional<Double>> values) {
        return values.flatMap(Optional::stream).min(Double::compare);
    }

    /** This process's group and all above it: a limit of any of them holds. */
    private static Stream<Path> directories(Path root, String controller) {
        Path mount = root.resolve("sys/fs/cgroup");
        List<String> lines = read(root.resolve("proc/self/cgroup")).lines().toList();
        return lines.stream().flatMap(line -> {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                return Stream.empty();
            }
            boolean second = parts[0].equals("0") && parts[1].isEmpty();
            if (!second && !Arrays.asList(parts[1].split(",")).contains(controller)) {
                return Stream.empty();
            }
            Path base = second ? mount : mount.resolve(controller);
            Path own = base.resolve(parts[2].replaceFirst("^/+", "")).normalize();
            return Stream.iterate(own, each -> each != null && each.startsWith(base), Path::getParent);
        });
    }

    private static Optional<Double> attribute(String ad, String name) {
        Matcher found =
                Pattern.compile("(?im)^\\s*" + name + "\\s*=\\s*([0-9.]+)\\s*$").matcher(ad);
        return found.find() ? number(found.group(1)) : Optional.empty();
    }

    private static Optional<Double> number(Map<String, String> environment, String name) {
        return number(environment.getOrDefault(name, ""));
    }

    private static Optional<Double> number(String text) {
        String bare = text.strip();
        return bare.matches("-?[0-9]{1,18}(\\.[0-9]*)?") ? Optional.of(Double.parseDouble(bare)) : Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
