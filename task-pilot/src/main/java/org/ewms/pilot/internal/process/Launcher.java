package org.ewms.pilot.internal.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.pilot.ProcessOptions;

/** Starts processes of tasks, each leader of its own session, and kills at the end whatever they left behind. */
public final class Launcher implements AutoCloseable {
    private static final String MARK = "EWMS_TASK_MARK";

    private final String id;
    private final Map<String, String> environment;
    private final String setsid;
    private final AtomicLong started = new AtomicLong();

    /**
     * @param id unlike any other launcher's on this machine
     * @param environment added to this process's own, of which tasks do not get to see {@code EWMS_PILOT_*}: credentials are among it
     */
    public Launcher(String id, Map<String, String> environment) {
        this.id = id;
        this.environment = Map.copyOf(environment);
        this.setsid = onPath("setsid");
    }

    private static String onPath(String program) {
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator)) {
            Path candidate = Path.of(directory, program);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        throw new IllegalStateException("'" + program + "' is not on the PATH; it is part of util-linux");
    }

    /** @throws IOException if there is no such program, naming it */
    public TaskProcess start(
            List<String> command, Map<String, String> more, Path directory, ProcessBuilder.Redirect stdout)
            throws IOException {
        List<String> wrapped = new ArrayList<>(command.size() + 1);
        wrapped.add(setsid);
        wrapped.addAll(command);
        String mark = id + "/" + started.incrementAndGet() + "/";
        ProcessBuilder builder =
                new ProcessBuilder(wrapped).directory(directory.toFile()).redirectOutput(stdout);
        Map<String, String> env = builder.environment();
        env.keySet().removeIf(name -> name.startsWith("EWMS_PILOT_") || name.startsWith("_EWMS_PILOT_"));
        env.putAll(environment);
        env.putAll(more);
        env.put(MARK, mark);
        Process process = builder.start();
        return new TaskProcess(process, new ProcessGroup(process.pid(), MARK + "=" + mark));
    }

    /** @throws IOException if there is no such program, naming it */
    public Worker startWorker(ProcessOptions options, Path directory, Map<String, String> more) throws IOException {
        return new Worker(start(options.command(), more, directory, ProcessBuilder.Redirect.PIPE), options);
    }

    /** Kills every process of every task started here. */
    @Override
    public void close() {
        if (started.get() > 0) {
            ProcessGroup.killMarked(MARK + "=" + id + "/");
        }
    }
}
