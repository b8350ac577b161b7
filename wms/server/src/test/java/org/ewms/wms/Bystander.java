package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/** A user, a TMS and a batch system that outlive the service, and know what must be true of it. */
final class Bystander {
    private static final List<String> ORDER = List.of(
            "pre-mq-activation",
            "pre-launch",
            "pending-starter",
            "condor-submit",
            "pending-stopper",
            "condor-rm",
            "condor-complete");

    private final Random random;
    private final Map<String, String> workflows = new HashMap<>();
    private final Set<String> aborted = new HashSet<>();
    private final Map<String, Integer> clusters = new HashMap<>();
    private final Map<String, Set<Integer>> clustersOf = new HashMap<>();
    private int wanted;
    private int nextCluster = 1;

    Bystander(Random random) {
        this.random = random;
    }

    /** One thing that one of them does; it may break off anywhere, and is then done again or not. */
    void act(Client service) {
        switch (random.nextInt(6)) {
            case 0, 1 -> submit(service, random.nextInt(3) == 0 && wanted > 0 ? random.nextInt(wanted) : wanted++);
            case 2 -> abort(service);
            case 3, 4 -> start(service);
            default -> stop(service);
        }
    }

    /** The life of two workflows: one is submitted to its batch system, one as well and then aborted and removed. */
    void live(Client service) {
        submit(service, wanted++);
        until(() -> start(service));
        submit(service, wanted++);
        until(() -> start(service));
        abort(service);
        until(() -> stop(service));
    }

    private static void until(Callable<Boolean> happened) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(120))
                .pollInSameThread()
                .pollInterval(java.time.Duration.ofMillis(20))
                .until(happened);
    }

    /** Sends the same request under the same key, whether it came through before or not. */
    private void submit(Client service, int number) {
        String key = "request-" + number;
        JsonNode reply =
                service.with("Idempotency-Key", key).submit(request(number % 2 == 0 ? "test-alpha" : "test-beta"));
        String id = reply.at("/workflow/workflow_id").asText();
        assertThat(workflows.getOrDefault(key, id)).as("workflow of " + key).isEqualTo(id);
        workflows.put(key, id);
    }

    private void abort(Client service) {
        List<String> ids = new ArrayList<>(workflows.values());
        if (!ids.isEmpty()) {
            String id = ids.get(random.nextInt(ids.size()));
            aborted.add(id);
            service.post("/v1/workflows/" + id + "/actions/abort", "{}");
        }
    }

    private boolean start(Client service) {
        boolean any = false;
        for (String schedd : List.of("SCHEDD1", "SCHEDD2")) {
            Optional<JsonNode> offer = service.offer("pending-starter", schedd, "&claimant=tms&lease=600");
            if (offer.isPresent()) {
                any = true;
                String uuid = offer.get().at("/taskforce/taskforce_uuid").asText();
                String submission = offer.get().path("submission_id").asText();
                int cluster = clusters.computeIfAbsent(submission, each -> nextCluster++);
                clustersOf.computeIfAbsent(uuid, each -> new HashSet<>()).add(cluster);
                String body =
                        Client.submission(cluster).replaceFirst("\\{", "{\"submission_id\": \"" + submission + "\",");
                assertThat(service.post("/v1/tms/condor-submit/taskforces/" + uuid, body)
                                .status())
                        .isEqualTo(200);
            }
        }
        return any;
    }

    private boolean stop(Client service) {
        boolean any = false;
        for (String schedd : List.of("SCHEDD1", "SCHEDD2")) {
            Optional<JsonNode> offer = service.offer("pending-stopper", schedd, "&claimant=tms&lease=600");
            if (offer.isPresent()) {
                any = true;
                String uuid = offer.get().path("taskforce_uuid").asText();
                service.post("/v1/tms/condor-rm/taskforces/" + uuid, "{}").ok();
            }
        }
        return any;
    }

    /** Everybody does what is left; then all that must be true is. */
    void settle(Client service) {
        List.copyOf(workflows.keySet())
                .forEach(key -> submit(service, Integer.parseInt(key.substring(key.indexOf('-') + 1))));
        aborted.forEach(id -> service.post("/v1/workflows/" + id + "/actions/abort", "{}"));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(120))
                .until(() -> !start(service) && !stop(service) && settled(service));
        taskforces(service).forEach(this::check);
        assertThat(clustersOf.values())
                .as("clusters of each taskforce")
                .allSatisfy(each -> assertThat(each).hasSize(1));
    }

    /** Requests that broke off may have come through: those workflows are there too, but each request's only once. */
    private boolean settled(Client service) {
        return taskforces(service).stream()
                .allMatch(each -> ORDER.indexOf(each.path("phase").asText()) >= ORDER.indexOf("condor-submit"));
    }

    private static List<JsonNode> taskforces(Client service) {
        return service.post("/v1/query/taskforces", "{\"query\": {}}")
                .ok()
                .path("taskforces")
                .valueStream()
                .toList();
    }

    private void check(JsonNode taskforce) {
        String phase = taskforce.path("phase").asText();
        if (aborted.contains(taskforce.path("workflow_id").asText())) {
            assertThat(phase).as(taskforce::toString).isIn("pending-stopper", "condor-rm");
            assertThat(phase.equals("pending-stopper")
                            && !taskforce.path("cluster_id").isNull())
                    .as("a cluster runs on: " + taskforce)
                    .isFalse();
        } else {
            assertThat(phase).as(taskforce::toString).isEqualTo("condor-submit");
        }
        List<String> reached = taskforce
                .path("phase_change_log")
                .valueStream()
                .filter(each -> each.path("was_successful").asBoolean())
                .map(each -> each.path("target_phase").asText())
                .toList();
        assertThat(reached.getLast()).isEqualTo(phase);
        assertThat(reached)
                .as("phases of " + taskforce)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(java.util.Comparator.comparingInt(ORDER::indexOf));
    }
}
