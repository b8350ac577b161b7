package org.ewms.batch.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A script of {@code deploy/scripts}, as one runs it by hand. */
final class ProjectScript {
    private static final long MINUTES = 5;

    private ProjectScript() {}

    /** Runs it to its end; fails with what it said when it fails. */
    static void run(Path log, Map<String, String> environment, String name, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("deploy/scripts").resolve(name).toString());
        for (Object each : arguments) {
            command.add(each.toString());
        }
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end in " + MINUTES + " minutes; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + command + " ran", e);
        }
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("deploy/scripts"))) {
            at = Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at;
    }
}
