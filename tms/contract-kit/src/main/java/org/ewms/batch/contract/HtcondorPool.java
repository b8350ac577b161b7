package org.ewms.batch.contract;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A real HTCondor pool for tests, started and ended by the project's own script. */
public final class HtcondorPool implements AutoCloseable {
    private static final String SCRIPT = "run-htcondor";
    private static final int SLOTS = 50;

    private final Path directory;
    private final Map<String, String> environment;

    private HtcondorPool(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * Starts one; returns when it takes jobs.
     *
     * @param shown further directories of this machine that jobs see
     */
    public static HtcondorPool start(Path directory, Path... shown) {
        return start(directory, SLOTS, shown);
    }

    /** The same, with so many slots. */
    public static HtcondorPool start(Path directory, int slots, Path... shown) {
        String also = Arrays.stream(shown).map(Path::toString).collect(Collectors.joining(" "));
        HtcondorPool pool = new HtcondorPool(
                directory, Map.of("EWMS_HTCONDOR_SHOW", also, "EWMS_HTCONDOR_SLOTS", Integer.toString(slots)));
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
                directory.resolveSibling(directory.getFileName() + ".log"), environment, SCRIPT, verb, directory);
    }

    @Override
    public void close() {
        run("stop");
    }
}
