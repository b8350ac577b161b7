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

    /** @param directory for its data, log and configuration; created if absent */
    protected BrokerServer(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    protected final Path data() {
        return directory;
    }

    /** Starts the process and waits until it serves. */
    protected abstract ServerProcess launch(Path in) throws Exception;

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

    public final boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Waits until a server that was started again has what the others of its cluster have, so that the next may go; at once if it is alone. */
    public void awaitCaughtUp() throws Exception {}

    /** {@code SIGSTOP}: connections stay open, nothing answers. */
    public final void freeze() throws Exception {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    public final void thaw() throws Exception {
        signal("CONT");
    }

    /** Sends the signal of this name, for instance {@code HUP}, if it runs. */
    protected final void signal(String name) throws Exception {
        if (process != null) {
            process.signal(name);
        }
    }

    /** Writes a line to its standard input, if it runs. */
    protected final void tell(String line) throws Exception {
        if (process != null) {
            process.tell(line);
        }
    }

    /** Kills it; the directory is the caller's. */
    @Override
    public void close() throws Exception {
        kill();
    }
}
