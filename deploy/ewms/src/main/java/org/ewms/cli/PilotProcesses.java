package org.ewms.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.scanner.ScanException;
import org.jspecify.annotations.Nullable;

/** Pilots as processes of their own, on this machine; one that dies is replaced, a few times. */
final class PilotProcesses implements Workforce {
    /** Deaths in excess of the number of pilots after which something is wrong with the machine, not with a pilot. */
    private static final int MAX_DEATHS = 20;

    private static final Duration GRACE = Duration.ofSeconds(8);

    private final List<String> command;
    private final Path logs;
    private final Runnable onFailure;
    private final List<Process> processes = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private int deaths;

    /** @param logs directory for their output */
    PilotProcesses(
            int count, String scanId, String brokerUri, @Nullable Path credential, Path logs, Runnable onFailure) {
        this.command = command(scanId, brokerUri, credential);
        this.logs = logs;
        this.onFailure = onFailure;
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new ScanException("cannot write " + logs, e);
        }
        for (int i = 0; i < count; i++) {
            start(i);
        }
    }

    private static List<String> command(String scanId, String brokerUri, @Nullable Path credential) {
        List<String> out = new ArrayList<>(ThisProgram.pilot("--scan", scanId, "--broker", brokerUri, "--slots", "1"));
        out.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        if (credential != null) {
            out.addAll(
                    List.of("--broker-credential", credential.toAbsolutePath().toString()));
        }
        return List.copyOf(out);
    }

    private synchronized void start(int number) {
        if (closing.get()) {
            return;
        }
        File log = logs.resolve("pilot-" + number + ".log").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            processes.add(process);
            process.onExit().thenAccept(ended -> ended(number, ended));
        } catch (IOException e) {
            fail(new ScanException("a pilot could not be started: " + e.getMessage(), e));
        }
    }

    private synchronized void ended(int number, Process process) {
        processes.remove(process);
        if (closing.get() || process.exitValue() == 0) {
            return;
        }
        deaths++;
        if (deaths > MAX_DEATHS) {
            fail(new ScanException(
                    "pilots keep dying (" + deaths + " times); see " + logs.resolve("pilot-" + number + ".log")));
        } else {
            start(number);
        }
    }

    private void fail(RuntimeException cause) {
        failure.compareAndSet(null, cause);
        onFailure.run();
    }

    @Override
    public void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public synchronized String describe() {
        return processes.size() + (processes.size() == 1 ? " pilot" : " pilots");
    }

    @Override
    public void close() {
        closing.set(true);
        List<Process> running;
        synchronized (this) {
            running = List.copyOf(processes);
        }
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
