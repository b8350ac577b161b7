package org.ewms.pilot.internal.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A short call of a container engine, other than running a container. */
final class EngineCall {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCall.class);
    private static final int HOURS = 6;

    private EngineCall() {}

    /**
     * What it said, if it went well.
     *
     * @throws ContainerSetupException with its last line otherwise
     */
    static String run(List<String> command, Path directory, String image) throws InterruptedException {
        LOG.info("running {}", command);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (!process.waitFor(HOURS, TimeUnit.HOURS) || process.exitValue() != 0) {
                String last = said.substring(said.lastIndexOf('\n') + 1);
                throw new ContainerSetupException(
                        "'" + String.join(" ", command) + "' failed (exit code " + process.exitValue() + ") [" + last
                                + "]",
                        image);
            }
            return said;
        } catch (IOException e) {
            throw new ContainerSetupException(String.valueOf(e.getMessage()), image);
        }
    }

    /** Whether it went well; nothing is said of it. */
    static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            LOG.debug("{} cannot be run", command, e);
            return false;
        }
    }
}
