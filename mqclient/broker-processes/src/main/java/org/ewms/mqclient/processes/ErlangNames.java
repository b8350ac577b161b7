package org.ewms.mqclient.processes;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A name server for Erlang nodes of our own, on loopback; nodes of one cluster share it. */
final class ErlangNames {
    private final int port;
    private @Nullable Process process;

    ErlangNames(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    synchronized void start(Path log) throws IOException {
        if (process == null) {
            process = new ProcessBuilder("epmd", "-port", Integer.toString(port), "-address", "127.0.0.1")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }
    }

    synchronized void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
        }
    }
}
