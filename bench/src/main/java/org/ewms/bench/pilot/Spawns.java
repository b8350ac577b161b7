package org.ewms.bench.pilot;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The reference of runners that start a process per event: a loop that starts the program, waits for it, and does nothing else. */
final class Spawns {
    private final List<String> command;

    Spawns(List<String> command) {
        this.command = command;
    }

    /** Starts per second. */
    double rate(int concurrency, int count) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
            long begin = System.nanoTime();
            List<Future<Integer>> running = new ArrayList<>();
            for (int slot = 0; slot < concurrency; slot++) {
                running.add(threads.submit(() -> repeat(count / concurrency)));
            }
            int all = 0;
            for (Future<Integer> future : running) {
                all += future.get();
            }
            return all / ((System.nanoTime() - begin) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("the bare loop failed: " + e.getCause(), e);
        }
    }

    private int repeat(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(command + " ended with " + process.exitValue());
            }
        }
        return count;
    }
}
