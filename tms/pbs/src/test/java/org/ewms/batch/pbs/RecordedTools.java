package org.ewms.batch.pbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/** Commands that say what was written down, and note how they were called. */
record RecordedTools(Path directory) {
    /** The command answers with these lines. */
    RecordedTools says(String command, String out, String error, int exit) throws IOException {
        Path answer = directory.resolve(command + ".answer");
        Path complaint = directory.resolve(command + ".complaint");
        Files.writeString(answer, out);
        Files.writeString(complaint, error);
        Path script = directory.resolve(command);
        Files.writeString(
                script,
                "#!/bin/sh\necho \"%s $*\" >>%s/calls\ncat %s\ncat %s >&2\nexit %d\n"
                        .formatted(command, directory, answer, complaint, exit));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    /** The command answers with a file of {@code recorded}. */
    RecordedTools plays(String command, String file, String error, int exit) throws IOException {
        try (InputStream in = RecordedTools.class.getResourceAsStream("recorded/" + file)) {
            byte[] all = Objects.requireNonNull(in, file).readAllBytes();
            return says(command, new String(all, StandardCharsets.UTF_8), error, exit);
        }
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }
}
