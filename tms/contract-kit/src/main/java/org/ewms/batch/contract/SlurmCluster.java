package org.ewms.batch.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Slurm. */
public final class SlurmCluster extends ScriptedCluster {
    private SlurmCluster(Path directory) {
        super("run-slurm", directory);
    }

    /** Starts one; returns when it takes jobs. */
    public static SlurmCluster start(Path directory) {
        return new SlurmCluster(directory);
    }

    /** Whether what it would start again from speaks of this job. */
    public boolean hasWritten(String jobName) throws IOException {
        Path state = directory().resolve("state/job_state");
        return Files.exists(state)
                && new String(Files.readAllBytes(state), StandardCharsets.ISO_8859_1).contains(jobName);
    }
}
