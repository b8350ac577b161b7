package org.ewms.batch.contract;

import java.nio.file.Path;
import java.util.Map;

/** A real batch system for tests, started and ended by a script of the project's own. */
public abstract class ScriptedCluster implements AutoCloseable {
    private final String script;
    private final Path directory;

    /** Starts it; returns when it takes jobs. */
    ScriptedCluster(String script, Path directory) {
        this.script = script;
        this.directory = directory;
        run("start");
    }

    final Path directory() {
        return directory;
    }

    /** Directory of its commands. */
    public final Path tools() {
        return directory.resolve("bin");
    }

    /** Kills its daemons; jobs go on. */
    public final void kill() {
        run("kill");
    }

    /** Starts them again over what they left. */
    public final void restart() {
        run("start");
    }

    private void run(String verb) {
        ProjectScript.run(
                directory.resolveSibling(directory.getFileName() + ".log"), Map.of(), script, verb, directory);
    }

    @Override
    public final void close() {
        run("stop");
    }
}
