package org.ewms.wms;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/**
 * A TMS and its pilots as the REST contract has them: threads that really take events, each for a given time, from the queues of the
 * taskforces that they were started for. They end when their taskforce is stopped.
 */
final class Crew implements AutoCloseable {
    private final Client client;
    private final MessageBroker broker;
    private final String schedd;
    private final Duration task;
    private final Map<String, List<Thread>> pilots = new ConcurrentHashMap<>();
    private final Semaphore never = new Semaphore(0);
    private final Thread rounds;
    private volatile boolean closing;
    private volatile int most;
    private int clusters;

    Crew(Client client, MessageBroker broker, String schedd, Duration task) {
        this.client = client;
        this.broker = broker;
        this.schedd = schedd;
        this.task = task;
        this.rounds = Thread.ofVirtual().start(this::work);
    }

    /** Pilots that work now. */
    int working() {
        return pilots.values().stream().mapToInt(List::size).sum();
    }

    /** The most there were at any time. */
    int most() {
        return most;
    }

    private void work() {
        while (!closing) {
            client.offer("pending-starter", schedd, "").ifPresent(this::start);
            Optional<JsonNode> leaving = client.offer("pending-stopper", schedd, "");
            leaving.ifPresent(each -> stop(each.path("taskforce_uuid").asText()));
            try {
                never.tryAcquire(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void start(JsonNode offer) {
        String uuid = offer.at("/taskforce/taskforce_uuid").asText();
        String queue = offer.at("/task_directive/input_queues/0").asText();
        int workers = offer.at("/taskforce/n_workers").asInt();
        clusters++;
        client.post(
                        "/v1/tms/condor-submit/taskforces/" + uuid,
                        Client.submission(clusters).replace("\"n_workers\": 5", "\"n_workers\": " + workers))
                .ok();
        List<Thread> all = new CopyOnWriteArrayList<>();
        for (int i = 0; i < workers; i++) {
            all.add(Thread.ofVirtual().start(() -> pilot(queue)));
        }
        pilots.put(uuid, all);
        most = Math.max(most, working());
        tell(uuid, "RUNNING", workers);
    }

    private void stop(String uuid) {
        end(Optional.ofNullable(pilots.remove(uuid)).orElse(List.of()));
        client.post("/v1/tms/condor-rm/taskforces/" + uuid, "{}").ok();
        client.post("/v1/tms/condor-complete/taskforces/" + uuid, "{\"condor_complete_ts\": 1700000000}")
                .ok();
    }

    private void tell(String uuid, String state, int workers) {
        Map<String, Object> body = new HashMap<>();
        body.put("top_task_errors_by_taskforce", Map.of(uuid, Map.of()));
        body.put("compound_statuses_by_taskforce", Map.of(uuid, Map.of(state, Map.of("Tasking", workers))));
        client.post("/v1/tms/statuses/taskforces", Client.JSON.valueToTree(body).toString())
                .ok();
    }

    private void pilot(String queue) {
        try (Subscription events =
                broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(1))) {
            while (!closing) {
                Delivery event = events.receive(Duration.ofSeconds(1));
                if (event != null) {
                    never.tryAcquire(task.toNanos(), TimeUnit.NANOSECONDS);
                    event.ack();
                }
            }
        } catch (InterruptedException | ClosedException e) {
            // Told to end.
        }
    }

    private static void end(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        end(List.of(rounds));
        pilots.values().forEach(Crew::end);
    }
}
