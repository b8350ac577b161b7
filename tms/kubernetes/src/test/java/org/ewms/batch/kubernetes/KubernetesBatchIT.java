package org.ewms.batch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.kubernetes.internal.JobReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, kept on a cluster whose pods are processes of this machine, and what is Kubernetes' alone. */
class KubernetesBatchIT extends KubernetesContract {
    @TempDir
    private static Path home = Path.of("set by JUnit");

    private static @Nullable TestCluster started;

    @BeforeAll
    static void startCluster() throws IOException {
        started = TestCluster.start(home);
    }

    @AfterAll
    static void stopCluster() {
        cluster().close();
    }

    @BeforeEach
    void clear() {
        cluster().clear();
    }

    @AfterEach
    void behave() {
        cluster().api().behave();
    }

    private static TestCluster cluster() {
        return Objects.requireNonNull(started);
    }

    @Override
    protected KubernetesOptions options() {
        return KubernetesOptions.defaults()
                .withKubeconfig(Optional.of(cluster().kubeconfig()), Optional.empty())
                .withImage("localhost/pilot:1");
    }

    @Override
    protected KubernetesClient client() {
        return cluster().client();
    }

    /** Arguments and environments of the processes, too. */
    @Override
    protected String publicKnowledge(ClusterId cluster) throws IOException {
        return super.publicKnowledge(cluster)
                + cluster().kubelet().all().map(KubernetesBatchIT::words).collect(Collectors.joining("\n"));
    }

    private static String words(ProcessHandle process) {
        try {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            return Files.readString(proc.resolve("cmdline")) + Files.readString(proc.resolve("environ"));
        } catch (IOException e) {
            return "";
        }
    }

    private Job job(ClusterId cluster) {
        return Objects.requireNonNull(client().batch()
                .v1()
                .jobs()
                .withLabel("ewms.org/cluster", cluster.toString())
                .list()
                .getItems()
                .getFirst());
    }

    private List<Pod> pods(ClusterId cluster) {
        return client().pods()
                .withLabel("ewms.org/cluster", cluster.toString())
                .list()
                .getItems();
    }

    private ClusterStatus now(ClusterId cluster) {
        return Objects.requireNonNull(batch().statuses(List.of(cluster)).get(cluster));
    }

    @Test
    void the_same_submission_made_again_is_the_same_job() {
        SubmitRequest request = shell(1, "sleep 600");
        ClusterId cluster = submit(request);
        assertThat(batch().submit(request)).isEqualTo(cluster);
        await(cluster, status -> status.count(JobState.RUNNING) == 1);
        assertThat(batch().submit(request)).isEqualTo(cluster);
        assertThat(pods(cluster)).hasSize(1);
    }

    @Test
    void a_submission_that_ended_may_be_made_anew() {
        SubmitRequest request = shell(1, "exit 1");
        ClusterId cluster = submit(request);
        await(cluster, ClusterStatus::over);
        // Its pods have ended a moment before the Job says that it has, until when the submission is still this one.
        Awaitility.await().atMost(patience()).until(() -> JobReport.isFinished(job(cluster)));
        String first = job(cluster).getMetadata().getUid();
        assertThat(batch().submit(request)).isEqualTo(cluster);
        assertThat(job(cluster).getMetadata().getUid()).isNotEqualTo(first);
        await(cluster, status -> status.over() && status.errors().size() == 1 && status.count() == 1);
    }

    @ParameterizedTest
    @CsvSource({"POST, /secrets", "PATCH, /jobs/"})
    void who_was_interrupted_while_submitting_goes_on_when_asked_again(String method, String path) {
        SubmitRequest request = shell(1, "cat \"$KEY\" >" + directory() + "/key")
                .withEnvironment(Map.of("KEY", SubmitRequest.FILES + "/key"))
                .withFiles(Map.of("key", "k"));
        cluster().api().refuse(method, path, 500, "the server is going down");
        assertThatThrownBy(() -> batch().submit(request)).isInstanceOf(BatchUnavailableException.class);
        assertThat(batch().find(request.submission())).isEmpty();
        cluster().api().behave();
        ClusterId cluster = submit(request);
        assertThat(batch().find(request.submission())).containsExactly(cluster);
        assertThat(await(cluster, ClusterStatus::over).errors()).isEmpty();
        assertThat(directory().resolve("key")).hasContent("k");
    }

    @Test
    void a_dry_run_prints_what_the_server_then_has() {
        SubmitRequest request = shell(3, "sleep 600").withFiles(Map.of("key", "k3y"));
        Map<String, String> files = batch().plan(request).files().stream()
                .collect(Collectors.toMap(PlannedFile::name, PlannedFile::content));
        ClusterId cluster = submit(request);
        Job planned = Serialization.unmarshal(files.get("job.yaml"), Job.class);
        Job made = job(cluster);
        assertThat(made.getMetadata().getName()).isEqualTo(planned.getMetadata().getName());
        assertThat(made.getMetadata().getLabels())
                .isEqualTo(planned.getMetadata().getLabels());
        assertThat(made.getSpec().getTemplate()).isEqualTo(planned.getSpec().getTemplate());
        assertThat(made.getSpec().getParallelism()).isEqualTo(3);
        assertThat(made.getSpec().getActiveDeadlineSeconds()).isNull();
        Secret secret =
                client().secrets().withName(made.getMetadata().getName()).get();
        assertThat(secret.getData().keySet())
                .containsExactlyInAnyOrder("ewms-pod.sh", "ewms-pilot.sh", "ewms_htcondor_envfile.sh", "key");
        assertThat(secret.getMetadata().getOwnerReferences().getFirst().getUid())
                .isEqualTo(made.getMetadata().getUid());
        assertThat(new String(Base64.getDecoder().decode(secret.getData().get("ewms-pod.sh")), StandardCharsets.UTF_8))
                .isEqualTo(files.get("ewms-pod.sh"));
    }

    @Test
    void credentials_are_deleted_when_a_cluster_is_removed() {
        ClusterId cluster = submit(shell(1, "sleep 600").withFiles(Map.of("key", "k3y")));
        String name = job(cluster).getMetadata().getName();
        assertThat(client().secrets().withName(name).get()).isNotNull();
        batch().remove(cluster);
        assertThat(client().secrets().withName(name).get()).isNull();
    }

    @Test
    void a_quota_is_named_and_tried_again_other_refusals_are_final() {
        SubmitRequest request = shell(1, "true");
        cluster().api().refuse("POST", "/jobs", 403, "forbidden: exceeded quota: small, used: 3, limited: 3");
        assertThatThrownBy(() -> batch().submit(request))
                .isInstanceOf(BatchUnavailableException.class)
                .hasMessageContaining("exceeded quota: small");
        cluster().api().behave();
        cluster().api().deny("create jobs");
        assertThatThrownBy(() -> batch().submit(request))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("may not create job ewms-");
        cluster().api().behave();
        cluster().api().refuse("POST", "/jobs", 400, "strict decoding error: unknown field \"spec.x\"");
        assertThatThrownBy(() -> batch().submit(request))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("unknown field");
    }

    @Test
    void pods_that_a_quota_forbids_are_held_with_the_reason_until_there_is_room() {
        cluster().api().refuse("POST", "/pods", 403, "exceeded quota: pods");
        ClusterId cluster = submit(shell(2, "true"));
        client().v1()
                .events()
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("e-" + cluster)
                        .endMetadata()
                        .withReason("FailedCreate")
                        .withMessage("Error creating: exceeded quota: pods")
                        .withNewInvolvedObject()
                        .withKind("Job")
                        .withUid(job(cluster).getMetadata().getUid())
                        .endInvolvedObject()
                        .build())
                .create();
        assertThat(now(cluster).jobs())
                .containsExactly(Map.entry(
                        new JobKind(JobState.HELD, "FailedCreate: Error creating: exceeded quota: pods", null), 2));
        cluster().api().behave();
        assertThat(await(cluster, ClusterStatus::over).count(JobState.COMPLETED))
                .isEqualTo(2);
    }

    @Test
    void a_pilot_whose_pod_is_evicted_is_told_to_end_and_another_takes_its_place() {
        Path ready = directory().resolve("ready");
        ClusterId cluster = submit(shell(
                1,
                "trap 'echo told >" + directory() + "/told; exit 0' TERM; touch " + ready
                        + "; while :; do sleep 0.1; done"));
        Awaitility.await().atMost(patience()).until(() -> Files.exists(ready));
        String evicted = pods(cluster).getFirst().getMetadata().getName();
        client().pods().withName(evicted).delete();
        Awaitility.await()
                .atMost(patience())
                .until(() -> pods(cluster).stream()
                        .map(each -> each.getMetadata().getName())
                        .noneMatch(evicted::equals));
        assertThat(directory().resolve("told")).hasContent("told");
        ClusterStatus after = await(cluster, status -> status.count(JobState.RUNNING) == 1);
        assertThat(after.count()).isEqualTo(1);
        assertThat(after.over()).isFalse();
    }

    private static String printed(Path taskforce) throws IOException {
        try (Stream<Path> files = Files.exists(taskforce) ? Files.list(taskforce) : Stream.empty()) {
            StringBuilder all = new StringBuilder();
            for (Path each : files.filter(f -> f.getFileName().toString().matches("pilot-\\d+-[0-9a-z]+\\.out"))
                    .toList()) {
                all.append(Files.readString(each));
            }
            return all.toString();
        }
    }

    @Test
    void what_pilots_print_is_brought_as_it_comes() throws Exception {
        SubmitRequest request =
                shell(2, "echo one; while [ ! -e " + directory() + "/go ]; do sleep 0.1; done; echo two >&2");
        ClusterId cluster = submit(request);
        Path brought = directory().resolve("brought");
        Awaitility.await().atMost(patience()).until(() -> {
            batch().bringOutput(cluster, brought);
            return printed(brought).equals("one\none\n");
        });
        Files.createFile(directory().resolve("go"));
        await(cluster, ClusterStatus::over);
        batch().bringOutput(cluster, brought);
        assertThat(printed(brought)).isEqualTo("one\ntwo\none\ntwo\n");
    }

    @Test
    void output_nobody_wants_is_not_kept() {
        SubmitRequest wanted = shell(1, "echo one");
        SubmitRequest request = new SubmitRequest(
                wanted.submission(),
                wanted.taskforce(),
                1,
                wanted.launch(),
                Map.of(),
                Map.of(),
                wanted.resources(),
                0,
                "",
                List.of(),
                false,
                wanted.directory());
        ClusterId cluster = submit(request);
        await(cluster, ClusterStatus::over);
        batch().bringOutput(cluster, directory().resolve("brought"));
        assertThat(directory().resolve("brought")).doesNotExist();
    }

    @Test
    void files_of_the_user_are_where_the_pilot_starts_byte_for_byte() throws Exception {
        byte[] bytes = new byte[70_000];
        new Random(4).nextBytes(bytes);
        Path file = Files.write(directory().resolve("some input (1).bin"), bytes);
        Path copy = directory().resolve("copy");
        SubmitRequest request = shell(1, "cat 'some input (1).bin' >" + copy).withInputFiles(List.of(file.toString()));
        assertThat(await(submit(request), ClusterStatus::over).errors()).isEmpty();
        assertThat(copy).hasBinaryContent(bytes);
    }

    @Test
    void answers_that_are_no_answers_are_named() {
        ClusterId cluster = submit(shell(1, "sleep 600"));
        cluster().api().answer("GET", "/jobs?", 200, "<html>welcome</html>");
        assertThatThrownBy(() -> batch().statuses(List.of(cluster)))
                .isInstanceOf(GarbledOutputException.class)
                .hasMessageContaining("API server");
        cluster().api().behave();
        cluster()
                .api()
                .answer(
                        "GET",
                        "/jobs?",
                        200,
                        "{\"kind\": \"JobList\", \"items\": [{\"metadata\": {\"name\": \"x\"}}]}");
        assertThat(batch().statuses(List.of(cluster))).isEmpty();
        cluster().api().behave();
        cluster().api().refuse("GET", "/pods", 503, "overloaded");
        assertThatThrownBy(() -> batch().statuses(List.of(cluster)))
                .isInstanceOf(BatchUnavailableException.class)
                .hasMessageContaining("overloaded");
    }

    @Test
    void a_check_names_what_is_not_allowed_and_what_the_server_does_not_like() {
        cluster().api().deny("create secrets");
        assertThatThrownBy(() -> batch().check())
                .isInstanceOf(BatchUnavailableException.class)
                .hasMessageContaining("create secrets")
                .hasMessageNotContaining("create jobs");
        cluster().api().behave();
        cluster().api().refuse("POST", "dryRun=All", 400, "unknown field \"spec.template.spec.nodeSelectr\"");
        assertThatThrownBy(() -> batch().check())
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("nodeSelectr");
    }

    @Test
    void a_server_that_is_not_there_is_said_to_be_so() throws Exception {
        Path nowhere = Files.writeString(
                directory().resolve("nowhere"),
                Files.readString(cluster().kubeconfig()).replaceAll("127.0.0.1:\\d+", "127.0.0.1:1"));
        try (BatchSystem batch =
                new KubernetesBatchSystem(options().withKubeconfig(Optional.of(nowhere), Optional.empty()))) {
            assertThatThrownBy(batch::check)
                    .isInstanceOf(BatchUnavailableException.class)
                    .hasMessageNotContaining(TestApiServer.USER);
            assertThatThrownBy(() -> batch.submit(shell(1, "true"))).isInstanceOf(BatchUnavailableException.class);
        }
        KubernetesOptions none =
                options().withKubeconfig(Optional.of(directory().resolve("none")), Optional.empty());
        assertThatThrownBy(() -> new KubernetesBatchSystem(none))
                .isInstanceOf(BatchUnavailableException.class)
                .hasMessageContaining("'kubeconfig'");
    }
}
