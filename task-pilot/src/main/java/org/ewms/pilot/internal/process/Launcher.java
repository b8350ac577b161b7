package org.ewms.pilot.internal.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.TaskLog;
import org.jspecify.annotations.Nullable;

/** Starts processes of tasks, each leader of its own session, and kills at the end whatever they left behind. */
public final class Launcher implements AutoCloseable {
    /** Of every process of a task, whatever it does to hide. */
    public static final String MARK = "EWMS_TASK_MARK";

    private final String id;
    private final Map<String, String> environment;
    private final Optional<Libc> libc;
    private final Supplier<String> setsid;
    private final ExecutorService readers = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("task-pipe-", 0).factory());
    private final Niceness niceness = Niceness.ofThisProcess();
    private final AtomicLong started = new AtomicLong();
    private volatile @Nullable Guardian guardian;

    /**
     * @param id unlike any other launcher's on this machine
     * @param environment added to this process's own, of which tasks do not get to see {@code EWMS_PILOT_*}: credentials are among it
     */
    public Launcher(String id, Map<String, String> environment) {
        this.id = id;
        this.libc = Libc.load();
        this.setsid = () -> onPath("setsid");
        Map<String, String> all = new HashMap<>(shown(System.getenv()));
        all.putAll(environment);
        this.environment = Map.copyOf(all);
    }

    /** What tasks get to see of a pilot's environment. */
    public static Map<String, String> shown(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.keySet().removeIf(name -> name.startsWith("EWMS_PILOT_") || name.startsWith("_EWMS_PILOT_"));
        return all;
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

    /** One guardian, from the first task on. */
    private void guard() {
        if (guardian == null) {
            synchronized (this) {
                guardian = guardian == null ? Guardian.start(MARK + "=" + id + "/") : guardian;
            }
        }
    }

    /** The name and value by which every process of the next task is found again. */
    private String nextMark() {
        guard();
        return id + "/" + started.incrementAndGet() + "/";
    }

    /**
     * Starts a task's process with an empty stdin, for the calling thread to wait for.
     *
     * @param more environment of this task alone
     * @param output told what the task prints; its stdout goes nowhere if that is not wanted
     * @throws IOException if there is no such program, naming it
     */
    public TaskProcess start(List<String> command, Map<String, String> more, Path directory, Output output)
            throws IOException {
        String mark = nextMark();
        boolean wantsStdout = output.wantsStdout();
        Tail stderr = new Tail(output::stderr);
        Optional<Tail> stdout = wantsStdout ? Optional.of(new Tail(output::stdout)) : Optional.empty();
        Child child;
        if (libc.isPresent()) {
            child = SpawnedChild.start(
                    libc.get(), command, environment(more, mark), directory, stdout, stderr, readers);
        } else {
            Process process =
                    startPiped(command, more, mark, directory, wantsStdout ? Redirect.PIPE : Redirect.DISCARD);
            process.getOutputStream().close();
            child = new PipedChild(process, stdout, stderr, readers);
        }
        return task(child, mark, stderr, wantsStdout);
    }

    private TaskProcess task(Child child, String mark, Tail stderr, boolean stdoutHeard) {
        niceness.passOn(child.pid());
        return new TaskProcess(child, new ProcessGroup(child.pid(), MARK + "=" + mark), stderr, stdoutHeard);
    }

    private List<String> environment(Map<String, String> more, String mark) {
        List<String> all = new ArrayList<>(environment.size() + more.size() + 1);
        environment.forEach((name, value) -> {
            if (!more.containsKey(name)) {
                all.add(name + "=" + value);
            }
        });
        more.forEach((name, value) -> all.add(name + "=" + value));
        all.add(MARK + "=" + mark);
        return all;
    }

    private Process startPiped(
            List<String> command, Map<String, String> more, String mark, Path directory, Redirect stdout)
            throws IOException {
        List<String> wrapped = new ArrayList<>(command.size() + 1);
        wrapped.add(setsid.get());
        wrapped.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(wrapped).directory(directory.toFile()).redirectOutput(stdout);
        Map<String, String> env = builder.environment();
        env.clear();
        env.putAll(environment);
        env.putAll(more);
        env.put(MARK, mark);
        return builder.start();
    }

    /** @throws IOException if there is no such program, naming it */
    public Worker startWorker(ProcessOptions options, Path directory, TaskLog log, ProgressBoard progress)
            throws IOException {
        WorkerOutput output = new WorkerOutput(log);
        String mark = nextMark();
        Process process = startPiped(options.command(), Map.of(), mark, directory, Redirect.PIPE);
        Tail stderr = new Tail(output::stderr);
        Child child = new PipedChild(process, Optional.empty(), stderr, readers);
        return new Worker(process, task(child, mark, stderr, false), readers, options, output, progress);
    }

    /** Kills every process of every task started here. */
    @Override
    public void close() {
        if (started.get() > 0) {
            ProcessGroup.killMarked(MARK + "=" + id + "/");
        }
        Guardian present = guardian;
        if (present != null) {
            present.close();
        }
        readers.shutdown();
    }
}
