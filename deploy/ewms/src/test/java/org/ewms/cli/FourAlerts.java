package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Four events: IceCube's real alerts where they are kept beside the repository, else four of our own making. */
final class FourAlerts {
    private static final int FOUR = 4;

    private FourAlerts() {}

    static List<Path> in(Path directory) throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path real = at.resolve("shared/data/realtime-events");
            if (Files.isDirectory(real)) {
                try (Stream<Path> files = Files.list(real)) {
                    return files.filter(each -> each.toString().endsWith(".json"))
                            .sorted()
                            .limit(FOUR)
                            .toList();
                }
            }
        }
        return simulated(directory);
    }

    private static List<Path> simulated(Path directory) {
        List<Path> events = new ArrayList<>();
        for (int seed = 1; seed <= FOUR; seed++) {
            Path file = directory.resolve("event" + seed + ".json");
            PrintStream said = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            int code = Ewms.run(
                    new Console(said, said, false),
                    Clock.systemUTC(),
                    "simulate",
                    seed % 2 == 0 ? "cascade" : "track",
                    "--seed",
                    Integer.toString(seed),
                    "--out",
                    file.toString());
            assertThat(code).isZero();
            events.add(file);
        }
        return events;
    }
}
