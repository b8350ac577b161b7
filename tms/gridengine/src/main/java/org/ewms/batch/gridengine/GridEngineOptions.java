package org.ewms.batch.gridengine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ewms.batch.CommandLineTools;

/**
 * One Grid Engine, whose nodes see this machine's taskforce directories.
 *
 * @param tools its commands
 * @param records a directory, seen by the nodes too, for what Grid Engine forgets: which clusters there were
 * @param parallelEnvironment asked for when a pilot wants more than one core
 * @param memoryResource asked for when a pilot wants memory; {@code h_vmem} kills a JVM, which reserves more than it uses
 * @param directives further options of qsub without dash, {@code q}, {@code P}, {@code l}
 */
public record GridEngineOptions(
        CommandLineTools tools,
        Path records,
        String parallelEnvironment,
        String memoryResource,
        Map<String, String> directives) {
    private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z_]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Set<String> OURS = Set.of("N", "t", "terse", "wd", "cwd", "sync", "b");

    public GridEngineOptions {
        directives = Map.copyOf(new TreeMap<>(directives));
        directives.forEach((name, value) -> {
            if (!OPTION.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException(
                        "directive '" + name + "' must be an option of qsub without dash, and its value one line");
            }
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(
                        "directive '" + name + "' is not yours to set: clusters are found by it");
            }
        });
        requireName("parallel_environment", parallelEnvironment);
        requireName("memory_resource", memoryResource);
    }

    private static void requireName(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " '" + value + "' is not a name");
        }
    }

    /** Commands from {@code PATH}, {@code smp}, {@code mem_free}, no directives. */
    public static GridEngineOptions recordsIn(Path records) {
        return new GridEngineOptions(CommandLineTools.defaults(), records, "smp", "mem_free", Map.of());
    }

    public GridEngineOptions withTools(CommandLineTools other) {
        return new GridEngineOptions(other, records, parallelEnvironment, memoryResource, directives);
    }

    public GridEngineOptions withParallelEnvironment(String other) {
        return new GridEngineOptions(tools, records, other, memoryResource, directives);
    }

    public GridEngineOptions withMemoryResource(String other) {
        return new GridEngineOptions(tools, records, parallelEnvironment, other, directives);
    }

    public GridEngineOptions withDirectives(Map<String, String> other) {
        return new GridEngineOptions(tools, records, parallelEnvironment, memoryResource, other);
    }
}
