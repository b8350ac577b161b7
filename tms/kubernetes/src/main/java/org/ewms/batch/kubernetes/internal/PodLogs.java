package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;

/**
 * What pilots print, as files like those of other batch systems.
 *
 * @param server has it
 * @param directory gets it
 */
public record PodLogs(ApiServer server, Path directory) {
    /** Clocks of nodes may differ from ours by that. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** Brings what a pod has printed so far; nothing when it has ended and all is here. */
    public void bring(ClusterId cluster, Pod pod) {
        String name = pod.getMetadata().getName();
        Path file = directory.resolve("pilot-" + cluster + "-" + suffix(name) + ".out");
        try {
            if (isWhole(file, pod)) {
                return;
            }
            Optional<String> log = server.log(name);
            if (log.isPresent() && !log.get().isEmpty()) {
                write(file, log.get());
            }
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot write " + file + ": " + e, e);
        }
    }

    /** Of a pod's name what Kubernetes made up; untrusted, so it cannot lead out of the directory. */
    private static String suffix(String pod) {
        String end = pod.substring(pod.lastIndexOf('-') + 1);
        return end.matches("[a-z0-9]{1,63}") ? end : Integer.toHexString(pod.hashCode());
    }

    private static boolean isWhole(Path file, Pod pod) throws IOException {
        Optional<Instant> end = end(pod);
        return end.isPresent()
                && Files.exists(file)
                && Files.getLastModifiedTime(file).toInstant().isAfter(end.get().plus(SKEW));
    }

    private static Optional<Instant> end(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(each -> each.getContainerStatuses().stream())
                .filter(each -> PilotPod.CONTAINER.equals(each.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .map(ContainerStateTerminated::getFinishedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(PodLogs::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var out = Files.newByteChannel(
                fresh,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
