package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A little shell that outlives this process: when its stdin ends, because this process was killed, it kills every process with the mark in
 * its environment, looking again until none is left.
 */
final class Guardian implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    /** {@code grep} on {@code environ} would find itself by its arguments' copy nowhere: the mark is in no guardian's environment. */
    private static final String SCRIPT = """
            trap '' TERM INT HUP
            read -r order
            [ "$order" = leave ] && exit 0
            for round in 1 2 3 4 5 6 7 8 9 10; do
                left=0
                for file in /proc/[0-9]*/environ; do
                    if grep -qaF "$0" "$file" 2>/dev/null; then
                        pid=${file#/proc/}
                        kill -9 "${pid%/environ}" 2>/dev/null && left=1
                    fi
                done
                [ $left = 0 ] && exit 0
            done
            """;

    private final Process process;

    private Guardian(Process process) {
        this.process = process;
    }

    /** @param mark {@code NAME=value}, or its beginning */
    static Guardian start(String mark) {
        try {
            Process process = new ProcessBuilder("setsid", "sh", "-c", SCRIPT, mark)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new Guardian(process);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the shell that cleans up behind a killed pilot", e);
        }
    }

    /** Sends it away. */
    @Override
    public void close() {
        try (var stdin = process.outputWriter()) {
            stdin.write("leave\n");
        } catch (IOException e) {
            LOG.debug("The guardian was gone already", e);
        }
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
