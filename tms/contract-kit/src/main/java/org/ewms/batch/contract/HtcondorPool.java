package org.ewms.batch.contract;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A real HTCondor pool for tests, started and ended by the project's own script. */
public final class HtcondorPool implements AutoCloseable {
    private static final String SCRIPT = "run-htcondor";

    private final Path directory;

    private final String shown;

    private HtcondorPool(Path directory, String shown) {
        this.directory = directory;
        this.shown = shown;
    }

    /**
     * Starts one; returns when it takes jobs.
     *
     * @param shown further directories of this machine that jobs see
     */
    public static HtcondorPool start(Path directory, Path... shown) {
        HtcondorPool pool = new HtcondorPool(
                directory, Arrays.stream(shown).map(Path::toString).collect(Collectors.joining(" ")));
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
        ProjectScript.run(
                directory.resolveSibling(directory.getFileName() + ".log"),
                Map.of("EWMS_HTCONDOR_SHOW", shown),
                SCRIPT,
                verb,
                directory);
    }

    @Override
    public void close() {
        run("stop");
    }
}
