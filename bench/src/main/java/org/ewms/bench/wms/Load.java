package org.ewms.bench.wms;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients that ask without a pause. */
record Load(String address, int clients) {
    /** What one client does again and again. */
    @FunctionalInterface
    interface Ask {
        void once(PlainClient client) throws IOException;
    }

    /** Requests per second during this time. */
    double rate(Duration time, Ask ask) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    int count = 0;
                    try (PlainClient client = new PlainClient(address)) {
                        while (System.nanoTime() < end) {
                            ask.once(client);
                            count++;
                        }
                    }
                    return count;
                }));
            }
            long count = 0;
            for (Future<Integer> each : all) {
                count += each.get();
            }
            return count / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
