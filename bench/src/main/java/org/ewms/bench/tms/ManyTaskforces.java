package org.ewms.bench.tms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.ewms.bench.Row;
import org.ewms.bench.Table;

/** Taskforces that are asked for all at once: how quickly the service takes them, the TMS submits them, and removes them. */
final class ManyTaskforces {
    private static final int CLIENTS = 8;

    private final Services services;
    private final Pool pool;

    ManyTaskforces(Services services, Pool pool) {
        this.services = services;
        this.pool = pool;
    }

    void measure(int number, int bare, Table table) throws IOException, InterruptedException {
        ConcurrentLinkedQueue<String> workflows = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> taskforces = new ConcurrentLinkedQueue<>();
        ObjectNode request = Services.workflow(Services.STILL, "true");
        long begin = System.nanoTime();
        together(number, () -> {
            var reply = services.api().post("/v1/workflows", request);
            workflows.add(reply.at("/workflow/workflow_id").asText());
            taskforces.add(reply.at("/taskforces/0/taskforce_uuid").asText());
        });
        double asked = seconds(begin);
        table.progress("%d workflows taken in %.1f s", number, asked);
        Services.await("all to be submitted", () -> services.count(Services.STILL, "condor-submit") == number);
        double submitted = seconds(begin);
        table.progress("all submitted after %.1f s", submitted);
        Path same = services.directoryOf(Services.STILL, taskforces.peek());
        long bareBegin = System.nanoTime();
        for (int i = 0; i < bare; i++) {
            pool.submit(same);
        }
        double bareRate = bare / seconds(bareBegin);
        table.add(Row.plain("workflows taken by the service meanwhile", number / asked, "1/s", CLIENTS + " clients"));
        table.add(Row.more(
                "taskforces submitted", number / submitted, bareRate, "1/s", "a loop of condor_submit of the same"));
        begin = System.nanoTime();
        together(
                number,
                () -> services.api().post("/v1/workflows/" + workflows.remove() + "/actions/finished", Map.of()));
        Services.await("all to be gone", () -> services.count(Services.STILL, "condor-complete") == number);
        table.add(Row.plain("taskforces finished, removed and told to be over", number / seconds(begin), "1/s", ""));
        pool.remove("true");
        Services.await("an empty queue", pool::isEmpty);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Something that is done again and again. */
    private interface Act {
        void run() throws InterruptedException;
    }

    private static void together(int number, Act act) throws IOException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Object>> all = clients.invokeAll(IntStream.range(0, number)
                    .<java.util.concurrent.Callable<Object>>mapToObj(i -> () -> {
                        act.run();
                        return i;
                    })
                    .toList());
            for (Future<Object> each : all) {
                each.get();
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
