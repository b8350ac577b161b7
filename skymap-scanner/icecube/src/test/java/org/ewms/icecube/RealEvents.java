package org.ewms.icecube;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The four real events beside the repository. Their tests are the only ones that are left out where the data are missing;
 * everything else must pass on a bare clone.
 */
final class RealEvents {
    static final String ALERT = "138632_31747601.json";
    static final String HESE_2017 = "event_HESE_2017-11-28.json";
    static final String HESE_00 = "hese_event_00.json";
    static final String HESE_01 = "hese_event_01.json";

    private RealEvents() {}

    static byte[] bytes(String name) {
        Path directory = directory();
        assumeTrue(directory != null, "no shared/data beside the repository");
        try {
            return Files.readAllBytes(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RealtimeEvent read(String name) throws EventFormatException {
        return RealtimeEvent.read(bytes(name), name);
    }

    private static @Nullable Path directory() {
        String given = System.getProperty("ewms.shared");
        if (given != null) {
            return Path.of(given, "data", "realtime-events");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data/realtime-events");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
