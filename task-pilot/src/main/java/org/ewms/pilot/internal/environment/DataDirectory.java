package org.ewms.pilot.internal.environment;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The pilot's directory: the data hub all tasks share, and a directory for each attempt. */
final class DataDirectory {
    private static final String NAME = "ewms-pilot-data";

    /** Where containers see the hub. */
    static final Path HUB_INSIDE = Path.of("/" + NAME + "/data-hub");

    /** Where containers see their own files. */
    static final Path TASK_INSIDE = Path.of("/" + NAME + "/task-io");

    private final Path root;

    DataDirectory(Path parent) throws IOException {
        this.root = Files.createDirectories(parent.resolve(NAME));
        Files.createDirectories(hub());
    }

    Path root() {
        return root;
    }

    Path hub() {
        return root.resolve("data-hub");
    }

    Path of(String name) {
        return root.resolve(name);
    }

    /** A name for an attempt: a random UUID as one decimal number. */
    static String newName() {
        return new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16).toString();
    }
}
