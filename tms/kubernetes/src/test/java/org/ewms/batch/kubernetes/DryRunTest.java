package org.ewms.batch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.Launch;
import org.ewms.batch.Resources;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be created, to the letter; no cluster is needed to see it. */
class DryRunTest {
    private static final long MEBI = 1L << 20;

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private KubernetesOptions options = KubernetesOptions.defaults();

    @BeforeEach
    void describe() throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: a, cluster: {server: 'https://127.0.0.1:1'}}]
                users: [{name: a, user: {token: s3cr3t-of-the-user}}]
                contexts:
                - {name: a, context: {cluster: a, user: a, namespace: pilots}}
                - {name: b, context: {cluster: a, user: a, namespace: others}}
                current-context: a
                """);
        options = KubernetesOptions.defaults()
                .withKubeconfig(Optional.of(kubeconfig), Optional.empty())
                .withImage("example/pilot:3")
                .withPriorityClasses(Map.of(0, "normal", 100, "urgent"))
                .withTemplate("{spec: {nodeSelector: {pool: batch}}}");
    }

    private SubmitRequest request(Launch launch) {
        return SubmitRequest.of(new SubmissionId("SB-1"), "TF-1", 5, launch, directory.resolve("taskforce"))
                .withResources(new Resources(2, 512 * MEBI, 1024 * MEBI, Duration.ofHours(1)))
                .withEnvironment(Map.of("EWMS_PILOT_QUEUE_INCOMING_AUTH_TOKEN", SubmitRequest.CONTENT + "token"))
                .withFiles(Map.of("token", "s3cr3t"))
                .withPriority(150);
    }

    private static SubmitPlan plan(KubernetesOptions options, SubmitRequest request) {
        try (BatchSystem batch = new KubernetesBatchSystem(options)) {
            return batch.plan(request);
        }
    }

    private static Launch command() {
        return new Launch.Command(List.of("ewms-pilot", "--a b"));
    }

    private static String expected(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DryRunTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String shown(Launch launch) {
        return plan(options, request(launch)).shown().replace(directory.toString(), "DIRECTORY");
    }

    @Test
    void a_pilot_that_is_a_command() throws Exception {
        assertThat(shown(command())).isEqualTo(expected("command.txt"));
    }

    @Test
    void a_pilot_that_is_an_image() throws Exception {
        assertThat(shown(new Launch.Image("example/pilot:4"))).isEqualTo(expected("image.txt"));
    }

    @Test
    void no_secret_is_in_it() {
        SubmitPlan plan = plan(options, request(command()));
        assertThat(plan.shown() + plan.attributes() + options).doesNotContain("s3cr3t");
    }

    @Test
    void what_is_asked_for_is_told_to_the_workflow_service() {
        assertThat(plan(options, request(command())).attributes())
                .containsEntry("image", "example/pilot:3")
                .containsEntry("namespace", "pilots")
                .containsEntry("parallelism", "5")
                .containsEntry("requests.memory", "536870912");
    }

    @Test
    void the_context_says_the_namespace_unless_the_site_does() {
        KubernetesOptions other = options.withKubeconfig(options.kubeconfig(), Optional.of("b"));
        assertThat(plan(other, request(command())).attributes()).containsEntry("namespace", "others");
        assertThat(plan(other.withNamespace("own"), request(command())).attributes())
                .containsEntry("namespace", "own");
    }

    @ParameterizedTest
    @CsvSource({"-1, none", "0, normal", "99, normal", "100, urgent"})
    void the_priority_chooses_the_class(int priority, String name) {
        String shown = plan(options, request(command()).withPriority(priority)).shown();
        if (name.equals("none")) {
            assertThat(shown).doesNotContain("priorityClassName");
        } else {
            assertThat(shown).contains("priorityClassName: \"" + name + "\"");
        }
    }

    @Test
    void what_kubernetes_cannot_do_is_refused_with_what_to_do() throws Exception {
        SubmitRequest request = request(command());
        assertThatThrownBy(() -> plan(options, request.withRequirements("HasSingularity")))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("condor_requirements");
        KubernetesOptions bare = KubernetesOptions.defaults().withKubeconfig(options.kubeconfig(), Optional.empty());
        assertThatThrownBy(() -> plan(bare, request))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("give the site an 'image' that has ewms-pilot");
        String large =
                Files.write(directory.resolve("large"), new byte[1_000_001]).toString();
        assertThatThrownBy(() -> plan(options, request.withInputFiles(List.of(large))))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("volume");
        String none = directory.resolve("none").toString();
        assertThatThrownBy(() -> plan(options, request.withInputFiles(List.of(none))))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining(none);
        assertThatThrownBy(() -> plan(options, request.withInputFiles(List.of("/a/x", "/b/x"))))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("two input files are called x");
    }
}
