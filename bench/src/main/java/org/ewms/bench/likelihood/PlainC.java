package org.ewms.bench.likelihood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The C program, as {@code bench/run} compiled it.
 *
 * @param name how it was compiled
 */
record PlainC(String name, Path program) {
    private static final int MINUTES = 2;

    /**
     * @param suffix of the program's file
     * @throws IOException if it is not there
     */
    static PlainC of(String name, String suffix) throws IOException {
        Path file = Path.of(System.getProperty("ewms.root", "."), "bench", "target", "native", "likelihood" + suffix);
        if (!Files.isExecutable(file)) {
            throw new IOException(file + " is missing: bench/run compiles it if there is gcc (apt-get install gcc)");
        }
        return new PlainC(name, file);
    }

    /** What it prints: ns per DOM, then values. */
    List<Double> measure(Path input, double seconds) throws IOException, InterruptedException {
        List<String> command = List.of(program.toString(), input.toString(), Double.toString(seconds));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + lines);
        }
        return lines.stream().map(Double::valueOf).toList();
    }
}
