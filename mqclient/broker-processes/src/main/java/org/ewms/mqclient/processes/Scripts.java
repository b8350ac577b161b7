package org.ewms.mqclient.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own scripts, which are above wherever its tests run. */
final class Scripts {
    private Scripts() {}

    /** @throws IllegalStateException when it is in no directory above the current one */
    static Path path(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("deploy/scripts").resolve(name);
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        throw new IllegalStateException("deploy/scripts/" + name + " is in no directory above "
                + Path.of("").toAbsolutePath());
    }

    /**
     * Runs one that installs something and says where.
     *
     * @throws IOException when it fails
     */
    static String installed(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(path(name).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(name + " failed with exit code " + process.exitValue());
        }
        return said.strip();
    }
}
