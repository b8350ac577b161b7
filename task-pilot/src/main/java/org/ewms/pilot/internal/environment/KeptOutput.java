package org.ewms.pilot.internal.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.ewms.pilot.internal.process.Output;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a task prints in two files of its directory, for who asked to keep all files. */
final class KeptOutput implements Output {
    private static final Logger LOG = LoggerFactory.getLogger(KeptOutput.class);

    private final Path out;
    private final Path err;
    private final Output next;

    KeptOutput(Path directory, Output next) throws IOException {
        this.out = Files.createFile(directory.resolve("stdoutfile"));
        this.err = Files.createFile(directory.resolve("stderrfile"));
        this.next = next;
    }

    @Override
    public boolean wantsStdout() {
        return true;
    }

    @Override
    public void stdout(byte[] buffer, int length) {
        append(out, buffer, length);
        next.stdout(buffer, length);
    }

    @Override
    public void stderr(byte[] buffer, int length) {
        append(err, buffer, length);
        next.stderr(buffer, length);
    }

    private static void append(Path file, byte[] buffer, int length) {
        try {
            Files.write(file, Arrays.copyOf(buffer, length), StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("cannot keep a task's output: {}", e.toString());
        }
    }
}
