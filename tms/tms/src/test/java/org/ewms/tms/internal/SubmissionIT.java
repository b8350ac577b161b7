package org.ewms.tms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.local.LocalBatchSystem;
import org.ewms.batch.local.LocalOptions;
import org.ewms.queues.BrokerFacts;
import org.ewms.tms.AccessTokens;
import org.ewms.tms.Site;
import org.ewms.tms.WmsApi;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly one cluster for each taskforce, whatever happens between submitting and recording; on a real service and real processes. */
class SubmissionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Claim CLAIM = new Claim(
            "SCHEDD1",
            "one",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofMillis(100));

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private @Nullable Wms wms;
    private @Nullable LocalBatchSystem batch;
    private @Nullable WmsApi api;

    /** As when the process ends here. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void start() {
        wms = Wms.start(
                WmsOptions.from(Map.of(
                        "CI",
                        "true",
                        "REST_PORT",
                        "0",
                        "EWMS_DATA_DIR",
                        directory.resolve("wms").toString())),
                BrokerSetup.checkingTokens(new BrokerFacts("rabbitmq", "broker.example:5672", "user")),
                Clock.systemUTC(),
                new SecureRandom());
        batch = new LocalBatchSystem(
                LocalOptions.in(directory.resolve("jobs")).withGrace(Duration.ofSeconds(1)), Clock.systemUTC());
        api = new WmsApi(URI.create(wms.uri()), HttpClient.newHttpClient(), AccessTokens.none());
    }

    @AfterEach
    void stop() {
        for (ClusterId each : clusters()) {
            batch().remove(each);
            await(() -> assertThat(Objects.requireNonNull(
                                    batch().statuses(List.of(each)).get(each))
                            .over())
                    .isTrue());
        }
        if (batch != null) {
            batch.close();
        }
        if (wms != null) {
            wms.close();
        }
    }

    private LocalBatchSystem batch() {
        return Objects.requireNonNull(batch);
    }

    private WmsApi api() {
        return Objects.requireNonNull(api);
    }

    private Site site(BatchSystem system, String script) {
        return new Site(
                "alpha",
                "SCHEDD1",
                system,
                new Site.Pilot.Command(List.of("sh", "-c", script)),
                Map.of(),
                Map.of(),
                100,
                List.of(),
                directory.resolve("taskforces"));
    }

    private Starter starter(BatchSystem system) {
        return new Starter(api(), site(system, "sleep 600"), CLAIM, Clock.systemUTC(), (uuid, cluster) -> {});
    }

    private List<ClusterId> clusters() {
        if (batch == null) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory.resolve("jobs/clusters"))) {
            return all.map(each ->
                            new ClusterId(Long.parseLong(each.getFileName().toString())))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String submitted() throws Exception {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("wms/examples/one-task.json"))) {
            at = Objects.requireNonNull(at.getParent());
        }
        JsonNode body = JsonMapper.builder()
                .build()
                .readTree(Files.readString(at.resolve("wms/examples/one-task.json"))
                        .replace("\"osg\"", "\"test-alpha\""));
        return api().post("/v1/workflows", body)
                .at("/taskforces/0/taskforce_uuid")
                .asText();
    }

    private JsonNode taskforce(String uuid) throws InterruptedException {
        return api().get("/v1/taskforces/" + uuid, Map.of());
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    @Test
    void a_cluster_submitted_just_before_a_crash_is_found_and_recorded_by_the_next_one() throws Exception {
        String uuid = submitted();
        assertThatThrownBy(() -> starter(new Faulty(batch(), Killed::new)).round())
                .isInstanceOf(Killed.class);
        assertThat(taskforce(uuid).path("cluster_id").isNull()).isTrue();
        starter(batch()).round();
        assertThat(clusters()).hasSize(1);
        assertThat(taskforce(uuid).path("phase").asText()).isEqualTo("condor-submit");
        assertThat(taskforce(uuid).path("cluster_id").asLong())
                .isEqualTo(clusters().getFirst().value());
        assertThat(taskforce(uuid).path("n_workers").asInt()).isEqualTo(10);
    }

    @Test
    void an_answer_that_was_lost_makes_no_second_cluster() throws Exception {
        String uuid = submitted();
        Starter starter = starter(new Faulty(batch(), () -> {
            throw new BatchUnavailableException("the answer was lost");
        }));
        assertThatThrownBy(starter::round).isInstanceOf(BatchUnavailableException.class);
        starter.round();
        assertThat(clusters()).hasSize(1);
        assertThat(taskforce(uuid).path("phase").asText()).isEqualTo("condor-submit");
    }

    @Test
    void a_cluster_that_was_never_recorded_is_removed_when_the_workflow_is_aborted() throws Exception {
        String uuid = submitted();
        assertThatThrownBy(() -> starter(new Faulty(batch(), Killed::new)).round())
                .isInstanceOf(Killed.class);
        api().post("/v1/workflows/" + taskforce(uuid).path("workflow_id").asText() + "/actions/abort", Map.of());
        Stopper stopper = new Stopper(api(), site(batch(), "sleep 600"), CLAIM, Clock.systemUTC());
        await(() -> {
            stopper.round();
            assertThat(taskforce(uuid).path("phase").asText()).isEqualTo("condor-rm");
        });
        ClusterId cluster = clusters().getFirst();
        await(() -> assertThat(Objects.requireNonNull(
                                batch().statuses(List.of(cluster)).get(cluster))
                        .over())
                .isTrue());
    }

    @Test
    void a_taskforce_that_cannot_be_started_says_why() throws Exception {
        String uuid = submitted();
        Site images = new Site(
                "alpha",
                "SCHEDD1",
                batch(),
                new Site.Pilot.Images("pilot"),
                Map.of(),
                Map.of(),
                100,
                List.of(),
                directory.resolve("taskforces"));
        new Starter(api(), images, CLAIM, Clock.systemUTC(), (any, cluster) -> {}).round();
        JsonNode log = taskforce(uuid).path("phase_change_log");
        assertThat(log.path(log.size() - 1).path("was_successful").asBoolean()).isFalse();
        assertThat(log.path(log.size() - 1).path("context").asText()).contains("pilot.command");
        assertThat(clusters()).isEmpty();
    }

    @Test
    void statuses_errors_and_the_end_are_told_and_credentials_forgotten() throws Exception {
        String uuid = submitted();
        Site failing = site(batch(), "test -s \"$EWMS_PILOT_QUEUE_INCOMING_AUTH_TOKEN_FILE\" && exit 3");
        Watcher watcher = new Watcher(api(), failing, Clock.systemUTC(), Optional.empty());
        new Starter(api(), failing, CLAIM, Clock.systemUTC(), watcher::watch).round();
        Path token = failing.directory().resolve("ewms-taskforce-" + uuid + "/queue-incoming-token-0");
        assertThat(token).isNotEmptyFile();
        await(() -> {
            watcher.round();
            assertThat(taskforce(uuid).path("phase").asText()).isEqualTo("condor-complete");
        });
        assertThat(taskforce(uuid).path("compound_statuses").toString()).isEqualTo("{\"COMPLETED\":{\"null\":10}}");
        assertThat(taskforce(uuid).path("top_task_errors").toString())
                .isEqualTo("{\"the pilot ended with exit code 3\":10}");
        assertThat(token).doesNotExist();
    }

    @Test
    void a_watcher_that_comes_anew_learns_from_the_service_what_there_is() throws Exception {
        String uuid = submitted();
        starter(batch()).round();
        Watcher watcher = new Watcher(api(), site(batch(), "sleep 600"), Clock.systemUTC(), Optional.empty());
        await(() -> {
            watcher.round();
            assertThat(taskforce(uuid).path("compound_statuses").has("RUNNING")).isTrue();
        });
    }

    /** The real one, but something happens after the first submission. */
    private static final class Faulty implements BatchSystem {
        private final BatchSystem real;
        private final java.util.function.Supplier<Error> fault;
        private boolean happened;

        Faulty(BatchSystem real, java.util.function.Supplier<Error> fault) {
            this.real = real;
            this.fault = fault;
        }

        @Override
        public ClusterId submit(SubmitRequest request) {
            ClusterId id = real.submit(request);
            if (!happened) {
                happened = true;
                throw fault.get();
            }
            return id;
        }

        @Override
        public Set<Capability> capabilities() {
            return real.capabilities();
        }

        @Override
        public void check() {
            real.check();
        }

        @Override
        public SubmitPlan plan(SubmitRequest request) {
            return real.plan(request);
        }

        @Override
        public List<ClusterId> find(SubmissionId submission) {
            return real.find(submission);
        }

        @Override
        public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters) {
            return real.statuses(clusters);
        }

        @Override
        public void remove(ClusterId cluster) {
            real.remove(cluster);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
