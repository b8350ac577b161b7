package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node without images: the container's command is a process of this machine, in a mount namespace of its own, where it finds its volumes and is told
 * by signals when its pod is deleted, as in a container.
 */
final class TestKubelet implements AutoCloseable {
    /** Keeps a deleted pod until its process has ended. */
    static final String TERMINATION = "test/termination";

    private final KubernetesClient client;
    private final Clock clock;
    private final Path directory;
    private final Map<String, Process> processes = new HashMap<>();

    /** @param directory in which each pod has its own */
    TestKubelet(KubernetesClient client, Clock clock, Path directory) {
        this.client = client;
        this.clock = clock;
        this.directory = directory;
    }

    /** Looks at a pod once. */
    void look(Pod pod) throws IOException {
        String name = pod.getMetadata().getName();
        Process process = processes.get(name);
        boolean deleted = pod.getMetadata().getDeletionTimestamp() != null;
        if (process == null) {
            if (deleted) {
                letGo(pod);
            } else if (pod.getStatus().getPhase().equals("Pending")) {
                start(pod);
            }
        } else if (process.isAlive()) {
            if (deleted) {
                process.destroy();
            }
        } else if (deleted) {
            letGo(pod);
        } else if (pod.getStatus().getPhase().equals("Running")) {
            ended(pod, process.exitValue());
        }
    }

    private void letGo(Pod pod) {
        client.resource(new PodBuilder(pod)
                        .editMetadata()
                        .withFinalizers(List.of())
                        .endMetadata()
                        .build())
                .update();
    }

    private void start(Pod pod) throws IOException {
        Container container = pod.getSpec().getContainers().getFirst();
        Path own = Files.createDirectories(directory.resolve(pod.getMetadata().getName()));
        for (Volume each : pod.getSpec().getVolumes()) {
            Path at = Files.createDirectories(own.resolve(each.getName()));
            if (each.getSecret() != null && !written(pod, each.getSecret(), at)) {
                return;
            }
        }
        Path end = own.resolve("end");
        Files.writeString(end, "");
        StringBuilder mounts = new StringBuilder("mount -t tmpfs none /run\n");
        for (VolumeMount each : container.getVolumeMounts().stream()
                .sorted(Comparator.comparing(VolumeMount::getMountPath))
                .toList()) {
            Path from = own.resolve(each.getName());
            boolean one = each.getSubPath() != null;
            mounts.append(mount(one ? from.resolve(each.getSubPath()) : from, each.getMountPath(), one));
        }
        mounts.append(mount(end, container.getTerminationMessagePath(), true));
        List<String> words = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-ec",
                mounts + "cd '" + container.getWorkingDir() + "'\nexec \"$@\"",
                "container"));
        words.addAll(container.getCommand());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(own.resolve("log").toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        processes.put(pod.getMetadata().getName(), builder.start());
        status(
                pod,
                new PodStatusBuilder()
                        .withPhase("Running")
                        .addNewContainerStatus()
                        .withName(container.getName())
                        .withState(new ContainerStateBuilder()
                                .withNewRunning()
                                .withStartedAt(clock.instant().toString())
                                .endRunning()
                                .build())
                        .endContainerStatus()
                        .build());
    }

    private static String mount(Path from, String at, boolean file) {
        return (file ? "mkdir -p \"$(dirname '" + at + "')\"; touch '" + at + "'\n" : "mkdir -p '" + at + "'\n")
                + "mount --bind '" + from + "' '" + at + "'\n";
    }

    /** Whether the Secret is there. */
    private boolean written(Pod pod, SecretVolumeSource source, Path at) throws IOException {
        Secret secret = client.secrets()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(source.getSecretName())
                .get();
        if (secret == null) {
            return false;
        }
        Map<String, String> files = new HashMap<>();
        if (source.getItems().isEmpty()) {
            secret.getData().keySet().forEach(each -> files.put(each, each));
        } else {
            source.getItems().forEach(each -> files.put(each.getKey(), each.getPath()));
        }
        for (Map.Entry<String, String> each : files.entrySet()) {
            Files.write(
                    at.resolve(each.getValue()),
                    Base64.getDecoder().decode(secret.getData().get(each.getKey())));
        }
        return true;
    }

    private void ended(Pod pod, int code) throws IOException {
        Path own = directory.resolve(pod.getMetadata().getName());
        status(
                pod,
                new PodStatusBuilder(pod.getStatus())
                        .withPhase(code == 0 ? "Succeeded" : "Failed")
                        .editFirstContainerStatus()
                        .withState(new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(code)
                                .withReason(code == 0 ? "Completed" : "Error")
                                .withMessage(Files.readString(own.resolve("end")))
                                .withFinishedAt(clock.instant().toString())
                                .endTerminated()
                                .build())
                        .endContainerStatus()
                        .build());
    }

    private void status(Pod pod, PodStatus status) {
        client.resource(new PodBuilder(pod).withStatus(status).build()).updateStatus();
    }

    /** The process that a pod is. */
    Optional<ProcessHandle> process(String pod) {
        return Optional.ofNullable(processes.get(pod)).map(Process::toHandle);
    }

    /** Processes of all pods, and theirs. */
    Stream<ProcessHandle> all() {
        return List.copyOf(processes.values()).stream()
                .map(Process::toHandle)
                .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
    }

    @Override
    public void close() {
        all().toList().forEach(ProcessHandle::destroyForcibly);
    }
}
