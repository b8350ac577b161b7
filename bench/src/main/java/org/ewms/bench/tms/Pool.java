package org.ewms.bench.tms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ewms.batch.CommandLineTools;

/** A real HTCondor pool of this machine, as {@code deploy/scripts/run-htcondor} starts it. */
record Pool(Path directory) implements AutoCloseable {
    static Pool start(Path directory) throws IOException, InterruptedException {
        Pool pool = new Pool(directory);
        pool.script("start");
        return pool;
    }

    private void script(String verb) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("ewms.root", ""));
        int code = new ProcessBuilder(
                        root.resolve("deploy/scripts/run-htcondor").toString(), verb, directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("deploy/scripts/run-htcondor " + verb + " failed");
        }
    }

    CommandLineTools tools() {
        return CommandLineTools.defaults().withDirectory(directory.resolve("bin"));
    }

    /** Submits what the directory describes, as a user at the command line does; returns the cluster. */
    String submit(Path described) throws IOException {
        CommandLineTools.Answer answer =
                tools().run(Optional.of(described), List.of("condor_submit", "-terse", "cluster.sub"));
        if (answer.exit() != 0) {
            throw new IOException("condor_submit failed: " + answer.complaint());
        }
        return answer.out().strip().replaceAll("\\..*", "");
    }

    void remove(String constraint) {
        tools().run(Optional.empty(), List.of("condor_rm", "-constraint", constraint));
    }

    boolean isEmpty() {
        return tools().asked(List.of("condor_q", "-af", "ClusterId")).out().isBlank();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        script("stop");
    }
}
