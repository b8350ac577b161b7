package org.ewms.batch.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real Slurm for tests, started and ended by the project's own script. */
public final class SlurmCluster implements AutoCloseable {
    private static final String SCRIPT = "run-slurm";

    private final Path directory;

    private SlurmCluster(Path directory) {
        this.directory = directory;
    }

    /** Starts one; returns when it takes jobs. */
    public static SlurmCluster start(Path directory) {
        SlurmCluster cluster = new SlurmCluster(directory);
        cluster.run("start");
        return cluster;
    }

    /** Directory of its commands. */
    public Path tools() {
        return directory.resolve("bin");
    }

    /** Whether what it would start again from speaks of this job. */
    public boolean hasWritten(String jobName) throws IOException {
        Path state = directory.resolve("state/job_state");
        return Files.exists(state)
                && new String(Files.readAllBytes(state), StandardCharsets.ISO_8859_1).contains(jobName);
    }

    /** Kills its daemons; jobs go on. */
    public void kill() {
        run("kill");
    }

    /** Starts them again over what they left. */
    public void restart() {
        run("start");
    }

    private void run(String verb) {
        ProjectScript.run(
                directory.resolveSibling(directory.getFileName() + ".log"), Map.of(), SCRIPT, verb, directory);
    }

    @Override
    public void close() {
        run("stop");
    }
}
