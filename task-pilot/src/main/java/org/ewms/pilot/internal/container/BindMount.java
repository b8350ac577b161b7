package org.ewms.pilot.internal.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of this machine that a container sees.
 *
 * @param source here
 * @param target there
 */
public record BindMount(Path source, Path target, boolean readOnly) {
    private static final List<Path> NEVER = paths("/proc", "/dev", "/sys", "/run", "/boot");
    private static final List<Path> NOT_WRITABLE =
            paths("/etc", "/usr", "/lib", "/lib64", "/bin", "/sbin", "/root", "/var");
    private static final List<Path> TARGETS_NOT_WRITABLE = Stream.concat(
                    NOT_WRITABLE.stream(), paths("/proc", "/dev", "/sys").stream())
            .toList();

    public BindMount {
        for (Path path : List.of(source, target)) {
            require(path.isAbsolute(), "Bind mount path must be absolute: " + path);
            require(
                    path.toString().chars().noneMatch(c -> c == ',' || c == '"' || c == ':' || c < ' '),
                    "Bind mount path must have no comma, colon, quotation mark or control character: " + path);
        }
        require(Files.isDirectory(source), "Bind mount does not exist on pilot: " + source);
        Path real = real(source);
        require(NEVER.stream().noneMatch(real::startsWith), "Refusing to bind mount forbidden host path: " + source);
        if (!readOnly) {
            require(
                    NOT_WRITABLE.stream().noneMatch(real::startsWith),
                    "Refusing to bind mount writable host path: " + source);
            require(
                    TARGETS_NOT_WRITABLE.stream().noneMatch(target.normalize()::startsWith),
                    "Refusing to mount writable directory to sensitive container path: " + target);
        }
    }

    String argument() {
        return "type=bind,source=" + source + ",target=" + target + (readOnly ? ",readonly" : "");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("Bind mount does not exist on pilot: " + path, e);
        }
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }
}
