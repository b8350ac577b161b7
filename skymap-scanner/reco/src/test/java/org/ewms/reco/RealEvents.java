package org.ewms.reco;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.icecube.RealtimeEvent;
import org.jspecify.annotations.Nullable;

/** The four real events beside the repository. Their tests are the only ones left out where the data are missing. */
public final class RealEvents {
    public static final String ALERT = "138632_31747601.json";
    public static final String HESE_2017 = "event_HESE_2017-11-28.json";
    public static final String HESE_00 = "hese_event_00.json";
    public static final String HESE_01 = "hese_event_01.json";

    private RealEvents() {}

    public static RealtimeEvent read(String name) {
        Path directory = directory();
        assumeTrue(directory != null, "no shared/data beside the repository");
        try {
            return RealtimeEvent.read(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
