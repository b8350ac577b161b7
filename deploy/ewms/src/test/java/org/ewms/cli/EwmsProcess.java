package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The ewms command in a JVM of its own, as a user starts it, watched line by line. Killed on close. */
final class EwmsProcess implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 120;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Path errors;

    private EwmsProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        // Reading a pipe holds on to its thread, and virtual ones have only as many to run on as there are processors.
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    static EwmsProcess start(Path workDirectory, Object... arguments) throws IOException {
        return start(workDirectory, Map.of(), arguments);
    }

    static EwmsProcess start(Path workDirectory, Map<String, String> environment, Object... arguments)
            throws IOException {
        // Whoever started the tests in the background made them, and all they start, deaf to Ctrl-C.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true"));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        // Starts sooner without the second compiler. Pilots are started as their service was, and fits need it.
        if (!arguments[0].equals("up")) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-cp", classPath()));
        command.add(Ewms.class.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path errors = Files.createTempFile(workDirectory, "ewms", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workDirectory.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new EwmsProcess(builder.start(), errors);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    /** Waits until a line of standard output satisfies the condition; returns it. */
    String awaitLine(Predicate<String> condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        int seen = 0;
        while (System.nanoTime() < end) {
            for (; seen < lines.size(); seen++) {
                if (condition.test(lines.get(seen))) {
                    return lines.get(seen);
                }
            }
            boolean over = reader.join(Duration.ofMillis(20));
            if (over && seen == lines.size()) {
                throw new AssertionError("the process ended before the line came; stderr: " + errors());
            }
        }
        throw new AssertionError("the line did not come; stdout so far: " + lines + "; stderr: " + errors());
    }

    /** Waits for the end; returns the exit code. */
    int await() throws InterruptedException {
        return await(Duration.ofSeconds(TIMEOUT_SECONDS));
    }

    /** The same, for so long. */
    int await(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running; stdout: " + lines + "; stderr: " + errors());
        }
        reader.join();
        return process.exitValue();
    }

    /** Waits for success; returns the last line of standard output as JSON. */
    JsonNode result() throws InterruptedException, IOException {
        int code = await();
        if (code != 0) {
            throw new AssertionError("exit code " + code + "; stderr: " + errors());
        }
        return JsonMapper.builder().build().readTree(lines.getLast());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Standard error, without the JVM's announcement of its vector module. */
    List<String> errors() {
        try {
            return Files.readAllLines(errors).stream()
                    .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }
}
