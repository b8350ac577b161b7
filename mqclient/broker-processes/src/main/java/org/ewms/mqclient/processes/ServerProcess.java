package org.ewms.mqclient.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A server we started, found and signalled by its process id only. */
public final class ServerProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Its output goes to {@code log}. */
    public static ServerProcess start(ProcessBuilder command, Path log) throws IOException {
        command.redirectErrorStream(true).redirectOutput(log.toFile());
        return new ServerProcess(command.start(), log);
    }

    /** Waits until it is; throws with the log's last words when it ends before. */
    public void awaitReady(BooleanSupplier ready) {
        try {
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> ready.getAsBoolean() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException(
                    "the server was not ready within " + START_LIMIT + "; last words: " + lastWords(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended at its start; last words: " + lastWords());
        }
    }

    void terminate() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the server did not stop within " + STOP_LIMIT + "; last words: " + lastWords());
        }
    }

    /** {@code kill -9}, children first, and waits until all are gone. */
    void kill() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        for (ProcessHandle child : children) {
            child.onExit().join();
        }
    }

    /** Sends a signal to the server; started by a script it is a child of that, so children get it as well, but for those that end meanwhile. */
    void signal(String name) throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        process.descendants().forEach(all::add);
        for (ProcessHandle each : all) {
            int rc = new ProcessBuilder("kill", "-" + name, Long.toString(each.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (rc != 0 && each.isAlive()) {
                throw new IOException("kill -" + name + " " + each.pid() + " failed with " + rc);
            }
        }
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        var input = process.outputWriter();
        input.write(line);
        input.newLine();
        input.flush();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
        } catch (IOException e) {
            return "none, " + e.getMessage();
        }
    }
}
