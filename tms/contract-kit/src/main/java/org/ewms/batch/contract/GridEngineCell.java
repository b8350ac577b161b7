package org.ewms.batch.contract;

import java.nio.file.Path;

/** A real Grid Engine. */
public final class GridEngineCell extends ScriptedCluster {
    private GridEngineCell(Path directory) {
        super("run-gridengine", directory);
    }

    /** Starts one; returns when it takes jobs. */
    public static GridEngineCell start(Path directory) {
        return new GridEngineCell(directory);
    }
}
