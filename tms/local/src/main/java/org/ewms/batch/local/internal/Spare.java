package org.ewms.batch.local.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A pilot that waits for a job. It reads from a pipe whose other end is ours alone: when we end, however that comes about, it learns so at
 * once and ends as well.
 *
 * @param path its working directory
 * @param minder of its pilot
 */
record Spare(Path path, Process minder) {
    private static final String OUTPUT = "pilot";
    private static final List<String> STREAMS = List.of(".out", ".err");

    /** Begins one in an empty directory. */
    static Spare start(Path path, List<String> command) throws IOException {
        for (String each : STREAMS) {
            Files.createFile(path.resolve(OUTPUT + each));
        }
        return new Spare(path, Minder.start(path, command, path.resolve(OUTPUT), 0, ProcessBuilder.Redirect.PIPE));
    }

    boolean lives() {
        return minder.isAlive();
    }

    /**
     * Gives it a job. What it prints from now on is where the job's output is looked for.
     *
     * @throws IOException when it does not take it; then the job waits, unless the spare got it all the same and has begun
     */
    void give(ClusterDirectory cluster, JobDirectory job) throws IOException {
        Path output = cluster.output(job);
        for (String each : STREAMS) {
            Files.createLink(output.resolveSibling(output.getFileName() + each), path.resolve(OUTPUT + each));
        }
        job.give(path);
        try (OutputStream to = minder.getOutputStream()) {
            to.write((cluster.program() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The last that it complained of. */
    String said() {
        try {
            List<String> lines = Files.readAllLines(path.resolve(OUTPUT + ".err"));
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        } catch (IOException e) {
            return "nothing is known of it";
        }
    }
}
