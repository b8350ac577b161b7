package org.ewms.tms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.ewms.batch.ClusterId;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.local.LocalBatchSystem;
import org.ewms.batch.local.LocalOptions;
import org.ewms.tms.internal.Offer;
import org.ewms.tms.internal.Requests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole TMS, with real processes, at a workflow service that neither waits nor lends, and knows no submissions: the Python one. */
class PythonWmsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration REST = Duration.ofMillis(500);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final AtomicLong began = new AtomicLong();
    private @Nullable LocalBatchSystem batch;

    private LocalBatchSystem batch() {
        return Objects.requireNonNull(batch);
    }

    @BeforeEach
    void start() {
        batch = new LocalBatchSystem(
                LocalOptions.in(directory.resolve("jobs")).withGrace(Duration.ofSeconds(1)), Clock.systemUTC());
        began.set(System.nanoTime());
    }

    @AfterEach
    void stop() {
        for (ClusterId each : clusters()) {
            batch().remove(each);
            await(() -> assertThat(isOver(each)).isTrue());
        }
        batch().close();
    }

    private boolean isOver(ClusterId cluster) {
        return Objects.requireNonNull(batch().statuses(List.of(cluster)).get(cluster))
                .over();
    }

    private List<ClusterId> clusters() {
        Path all = directory.resolve("jobs/clusters");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(all)) {
            return found.map(each ->
                            new ClusterId(Long.parseLong(each.getFileName().toString())))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Site site(String script) {
        return new Site(
                "there",
                PythonPeerWms.SCHEDD,
                batch(),
                new Site.Pilot.Command(List.of("sh", "-c", script)),
                Map.of(),
                Map.of(),
                100,
                List.of(),
                directory.resolve("taskforces"));
    }

    private Tms tms(PythonPeerWms wms, String script) {
        return Tms.start(
                wms.api(),
                List.of(site(script)),
                TmsOptions.named("test").withRest(REST).withRestAfterFailure(REST),
                Clock.systemUTC());
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private static List<String> phases(JsonNode taskforce) {
        List<String> all = new ArrayList<>();
        taskforce
                .path("phase_change_log")
                .forEach(each -> all.add(each.path("target_phase").asText()));
        return all;
    }

    @Test
    void a_taskforce_is_started_watched_and_stopped_and_nothing_of_it_refused() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory);
                Tms tms = tms(wms, "sleep 600")) {
            String uuid = wms.newTaskforce(Map.of());
            await(() -> assertThat(wms.taskforce(uuid).path("compound_statuses").toString())
                    .isEqualTo("{\"RUNNING\":{\"null\":2}}"));
            assertThat(wms.taskforce(uuid).path("cluster_id").asLong())
                    .isEqualTo(clusters().getFirst().value());
            assertThat(wms.taskforce(uuid).has("submission_id")).isFalse();
            wms.stop(uuid);
            await(() -> assertThat(wms.phase(uuid)).isEqualTo("condor-complete"));
            assertThat(phases(wms.taskforce(uuid)))
                    .startsWith("pending-starter", "condor-submit", "pending-stopper")
                    .contains("condor-rm");
            assertThat(wms.taskforce(uuid).path("compound_statuses").toString())
                    .isEqualTo("{\"REMOVED\":{\"null\":2}}");
            assertThat(wms.refused()).isEmpty();
        }
    }

    @Test
    void a_service_that_answers_at_once_is_asked_once_in_a_while() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory);
                Tms tms = tms(wms, "exit 0")) {
            for (int i = 0; i < 3; i++) {
                String uuid = wms.newTaskforce(Map.of());
                await(() -> assertThat(wms.phase(uuid)).isEqualTo("condor-complete"));
            }
            long rests = Duration.ofNanos(System.nanoTime() - began.get()).dividedBy(REST) + 1;
            assertThat(wms.asked("/v1/tms/pending-stopper/taskforces")).isBetween(1, (int) rests);
            assertThat(wms.asked("/v1/tms/pending-starter/taskforces")).isBetween(4, (int) rests + 3);
        }
    }

    @Test
    void a_service_that_refuses_arguments_it_does_not_know_is_asked_without_them() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory, "--only-known-arguments");
                Tms tms = tms(wms, "exit 0")) {
            String uuid = wms.newTaskforce(Map.of());
            await(() -> assertThat(wms.phase(uuid)).isEqualTo("condor-complete"));
            assertThat(wms.refused()).hasSize(2).allMatch(each -> each.contains("pending-"));
        }
    }

    @Test
    void a_cluster_that_is_confirmed_after_the_abort_is_removed() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory)) {
            String uuid = wms.newTaskforce(Map.of());
            wms.stopBeforeConfirmation(uuid);
            try (Tms tms = tms(wms, "sleep 600")) {
                await(() -> assertThat(wms.refused()).singleElement().asString().startsWith("404"));
                await(() -> assertThat(clusters())
                        .singleElement()
                        .satisfies(each -> assertThat(isOver(each)).isTrue()));
            }
            assertThat(phases(wms.taskforce(uuid))).containsExactly("pending-starter", "pending-stopper");
        }
    }

    @Test
    void the_cluster_of_one_that_was_killed_before_confirming_is_found_by_its_taskforce() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory)) {
            String uuid = wms.newTaskforce(Map.of());
            JsonNode offer =
                    wms.api().get("/v1/tms/pending-starter/taskforces", Map.of("schedd", PythonPeerWms.SCHEDD));
            ClusterId before = batch().submit(Requests.of(Offer.of(offer, new SubmissionId(uuid)), site("sleep 600")));
            try (Tms tms = tms(wms, "sleep 600")) {
                await(() -> assertThat(wms.phase(uuid)).isEqualTo("condor-submit"));
            }
            assertThat(clusters()).containsExactly(before);
            assertThat(wms.taskforce(uuid).path("cluster_id").asLong()).isEqualTo(before.value());
        }
    }

    @Test
    void what_cannot_be_started_is_tried_three_times_and_says_why() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory);
                Tms tms = tms(wms, "exit 0")) {
            Map<String, Object> none = new java.util.HashMap<>();
            none.put("n_workers", null);
            String uuid = wms.newTaskforce(none);
            await(() -> assertThat(wms.taskforce(uuid).path("phase_change_log")).hasSize(4));
            assertThat(wms.taskforce(uuid).at("/phase_change_log/3/context").asText())
                    .contains("n_workers");
            assertThat(wms.phase(uuid)).isEqualTo("pending-starter");
        }
    }

    @Test
    void one_that_comes_anew_reads_all_pages_of_what_there_is_to_watch() throws Exception {
        try (PythonPeerWms wms = PythonPeerWms.start(directory)) {
            List<String> all = new ArrayList<>();
            try (Tms first = tms(wms, "sleep 600")) {
                for (int i = 0; i < 3; i++) {
                    all.add(wms.newTaskforce(Map.of("n_workers", 1)));
                }
                await(() -> assertThat(wms.phase(all.getLast())).isEqualTo("condor-submit"));
            }
            try (Tms second = tms(wms, "sleep 600")) {
                for (String each : all) {
                    wms.stop(each);
                    await(() -> assertThat(wms.phase(each)).isEqualTo("condor-complete"));
                }
            }
        }
    }
}
