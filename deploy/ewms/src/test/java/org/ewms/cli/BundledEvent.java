package org.ewms.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The simulated event that comes with the repository. */
final class BundledEvent {
    private BundledEvent() {}

    static Path path() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path event = at.resolve("events/simulated-track.json");
            if (Files.isRegularFile(event)) {
                return event;
            }
        }
        throw new AssertionError("events/simulated-track.json is not in the repository");
    }
}
