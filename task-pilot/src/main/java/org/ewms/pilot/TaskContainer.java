package org.ewms.pilot;

import java.nio.file.Path;
import java.util.List;

/**
 * The container a task runs in.
 *
 * @param engine {@code podman}, {@code docker} or {@code apptainer}
 * @param image as the engine spells it
 * @param directories of this machine, absolute, that the container sees at the same paths, read-only
 */
public record TaskContainer(String engine, String image, List<Path> directories) {
    public TaskContainer {
        directories = List.copyOf(directories);
        if (!List.of("podman", "docker", "apptainer").contains(engine)) {
            throw new IllegalArgumentException("engine must be podman, docker or apptainer, is '" + engine + "'");
        }
        if (image.isBlank()) {
            throw new IllegalArgumentException("image must not be blank");
        }
    }
}
