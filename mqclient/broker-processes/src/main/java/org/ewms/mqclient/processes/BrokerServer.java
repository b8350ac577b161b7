package org.ewms.mqclient.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerFixture;
import org.jspecify.annotations.Nullable;

/** A broker process over one data directory and one set of ports. */
public abstract class BrokerServer implements BrokerFixture {
    private final Path directory;
    private @Nullable ServerProcess process;

    BrokerServer(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    final Path data() {
        return directory;
    }

    abstract ServerProcess launch(Path in) throws Exception;

    @Override
    public final void start() throws Exception {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("it runs already");
        }
        process = launch(directory);
    }

    @Override
    public final void stop() throws Exception {
        if (process != null) {
            process.terminate();
            process = null;
        }
    }

    @Override
    public final void kill() throws Exception {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** {@code SIGSTOP}: connections stay open, nothing answers. */
    public final void freeze() throws Exception {
        if (process != null) {
            process.signal("STOP");
        }
    }

    /** {@code SIGCONT}. */
    public final void thaw() throws Exception {
        if (process != null) {
            process.signal("CONT");
        }
    }

    /** Kills it; the directory is the caller's. */
    @Override
    public void close() throws Exception {
        kill();
    }
}
