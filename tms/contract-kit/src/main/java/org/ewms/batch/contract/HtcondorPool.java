package org.ewms.batch.contract;

import java.nio.file.Path;

/** A real HTCondor pool for tests, started and ended by the project's own script. */
public final class HtcondorPool implements AutoCloseable {
    private static final String SCRIPT = "run-htcondor";

    private final Path directory;

    private HtcondorPool(Path directory) {
        this.directory = directory;
    }

    /** Starts one; returns when it takes jobs. */
    public static HtcondorPool start(Path directory) {
        HtcondorPool pool = new HtcondorPool(directory);
        pool.run("start");
        return pool;
    }

    /** Directory of its commands. */
    public Path tools() {
        return directory.resolve("bin");
    }

    /** Ends it as a power cut does. */
    public void kill() {
        run("kill");
    }

    /** Starts it again over what it left. */
    public void restart() {
        run("start");
    }

    private void run(String verb) {
        ProjectScript.run(directory.resolveSibling(directory.getFileName() + ".log"), SCRIPT, verb, directory);
    }

    @Override
    public void close() {
        run("stop");
    }
}
