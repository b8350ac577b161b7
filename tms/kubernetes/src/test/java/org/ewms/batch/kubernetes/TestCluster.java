package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** A Kubernetes of one node for tests: the API server is fabric8's mock, controller and kubelet are the test's, pods are processes. */
final class TestCluster implements AutoCloseable {
    /** In which all is. */
    static final String NAMESPACE = "pilots";

    private static final long LOOK_MILLIS = 50;
    private static final Logger EVERY_REQUEST = Logger.getLogger(MockWebServer.class.getName());

    private final TestApiServer api;
    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final TestJobController controller;
    private final TestKubelet kubelet;
    private final Path kubeconfig;
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;

    private TestCluster(Path directory) throws IOException {
        EVERY_REQUEST.setLevel(Level.WARNING);
        Path pods = Files.createDirectories(directory.resolve("pods"));
        api = new TestApiServer(
                pods, Serialization.unmarshal(Files.readString(example("kubernetes-role.yaml")), Role.class));
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
        server.init();
        kubeconfig = directory.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: 'http://127.0.0.1:%d'}}]
                users: [{name: test, user: {token: %s}}]
                contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
                current-context: test
                """.formatted(server.getPort(), TestApiServer.USER, NAMESPACE));
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getPort())
                        .withNamespace(NAMESPACE)
                        .withOauthToken("of-the-cluster")
                        .build())
                .build();
        controller = new TestJobController(client, Clock.systemUTC());
        kubelet = new TestKubelet(client, Clock.systemUTC(), pods);
        thread = Thread.ofVirtual().name("cluster").start(this::run);
    }

    /** Starts one. */
    static TestCluster start(Path directory) throws IOException {
        return new TestCluster(directory);
    }

    private static Path example(String name) {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("tms/examples"))) {
            at = Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at.resolve("tms/examples").resolve(name);
    }

    /** What a test may bend. */
    TestApiServer api() {
        return api;
    }

    /** To look at what is there, or change it as others do. */
    KubernetesClient client() {
        return client;
    }

    /** The node. */
    TestKubelet kubelet() {
        return kubelet;
    }

    /** How it is reached. */
    Path kubeconfig() {
        return kubeconfig;
    }

    private void run() {
        try {
            while (!stop.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (KubernetesClientException e) {
                    // Somebody else changed or deleted it, or a test has the server answer nonsense: seen anew in a
                    // moment.
                    continue;
                }
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look() throws IOException {
        List<Pod> pods = client.pods().inNamespace(NAMESPACE).list().getItems();
        List<Job> jobs =
                client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems();
        for (Pod each : pods) {
            kubelet.look(each);
        }
        Map<String, List<Pod>> byOwner = pods.stream().collect(Collectors.groupingBy(TestCluster::owner));
        for (Job each : jobs) {
            controller.look(each, byOwner.getOrDefault(each.getMetadata().getUid(), List.of()));
            byOwner.remove(each.getMetadata().getUid());
        }
        // Pods whose Job is deleted follow it.
        byOwner.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.getMetadata().getDeletionTimestamp() == null)
                .forEach(each -> client.resource(each).delete());
    }

    private static String owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().getFirst().getUid();
    }

    /** Deletes all that there is. */
    void clear() {
        client.batch().v1().jobs().inNamespace(NAMESPACE).delete();
        client.secrets().inNamespace(NAMESPACE).delete();
        client.v1().events().inNamespace(NAMESPACE).delete();
    }

    @Override
    public void close() {
        stop.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kubelet.close();
        client.close();
        server.destroy();
    }
}
