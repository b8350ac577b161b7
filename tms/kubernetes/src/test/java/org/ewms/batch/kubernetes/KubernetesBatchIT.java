package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ewms.batch.ClusterId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

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
}
