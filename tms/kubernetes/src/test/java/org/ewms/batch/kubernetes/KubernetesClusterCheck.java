package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract, kept on a real cluster whose node sees this machine's files. Run when it is asked for: tms/kubernetes/README.md says how. */
class KubernetesClusterCheck extends KubernetesContract {
    private @Nullable KubernetesClient client;

    private static Path kubeconfig() {
        return Path.of(Objects.requireNonNull(
                System.getenv("EWMS_TEST_KUBECONFIG"), "EWMS_TEST_KUBECONFIG must name the kubeconfig of a cluster"));
    }

    @Override
    protected KubernetesClient client() {
        if (client == null) {
            client = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                    .build();
        }
        return client;
    }

    @AfterEach
    void closeClient() {
        if (client != null) {
            client.close();
        }
    }

    /** Fifty pods at a time, whatever the node's size. */
    @Override
    protected KubernetesOptions options() {
        Path seen = directory().toAbsolutePath();
        return KubernetesOptions.defaults()
                .withKubeconfig(Optional.of(kubeconfig()), Optional.empty())
                .withImage(System.getenv().getOrDefault("EWMS_TEST_IMAGE", "debian:12-slim"))
                .withTemplate("""
                        spec:
                          containers:
                          - name: pilot
                            imagePullPolicy: IfNotPresent
                            resources: {requests: {cpu: 10m, memory: 16Mi, ephemeral-storage: 1Mi}}
                            volumeMounts: [{name: seen, mountPath: "%s"}]
                          volumes:
                          - {name: seen, hostPath: {path: "%s"}}
                        """.formatted(seen, seen));
    }
}
