package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's python3 with healpy and astropy, as the independent reader. Where CI is set it must be there. */
final class Python {
    private static final String INTERPRETER = "/usr/bin/python3";

    private Python() {}

    /** Runs a script among the test resources and returns the {@code name value} lines it prints. */
    static Map<String, String> run(Path workDirectory, String script, Path... arguments) throws Exception {
        boolean there = Files.isExecutable(Path.of(INTERPRETER))
                && start(List.of(INTERPRETER, "-c", "import healpy, astropy")).exit() == 0;
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            assertThat(there).as("python3-healpy is installed where CI=true").isTrue();
        }
        assumeTrue(there, "python3-healpy is not installed: apt-get install --no-install-recommends python3-healpy");
        Path file = workDirectory.resolve(script);
        try (InputStream in = Python.class.getResourceAsStream("/" + script)) {
            assertThat(in).isNotNull();
            Files.write(file, in.readAllBytes());
        }
        var command = new ArrayList<>(List.of(INTERPRETER, file.toString()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Outcome outcome = start(command);
        assertThat(outcome.exit()).as(outcome.text()).isZero();
        var found = new HashMap<String, String>();
        outcome.text()
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(pair -> found.put(pair[0], pair[pair.length - 1]));
        return found;
    }

    private record Outcome(int exit, String text) {}

    private static Outcome start(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), text);
    }
}
