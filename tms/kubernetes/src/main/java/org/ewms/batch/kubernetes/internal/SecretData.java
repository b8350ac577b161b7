package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.PlannedFile;

/** The content of a Secret: files that are planned, and the user's. */
public final class SecretData {
    /** What the API server takes is 1 MiB, with all that belongs to the object. */
    private static final int MOST_BYTES = 1_000_000;

    private final Map<String, String> data = new TreeMap<>();
    private int bytes;

    private SecretData() {}

    /**
     * Reads the files.
     *
     * @param inputFiles paths on this machine
     * @throws BatchRefusedException when a file cannot be read, or all are too large together
     */
    public static SecretData of(Manifests manifests, List<String> inputFiles) {
        SecretData all = new SecretData();
        for (PlannedFile each : manifests.files()) {
            all.add(each.name(), each.content().getBytes(StandardCharsets.UTF_8));
        }
        int number = 0;
        for (String each : inputFiles) {
            all.add("input-" + number, read(Path.of(each)));
            number++;
        }
        return all;
    }

    /**
     * The Secret whole.
     *
     * @param manifests those that it was made of
     * @param owner with which it is deleted
     */
    public Secret secret(Manifests manifests, Job owner) {
        return new SecretBuilder(manifests.secret())
                .editMetadata()
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .build())
                .endMetadata()
                .withData(data)
                .build();
    }

    private static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BatchRefusedException("input file " + file + " is no file of this machine");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new BatchRefusedException("input file " + file + " cannot be read: " + e);
        }
    }

    private void add(String key, byte[] content) {
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw new BatchRefusedException("the files of a pilot have more than " + MOST_BYTES
                    + " bytes, which is more than Kubernetes brings to pods; put large input files into the image or a"
                    + " volume");
        }
        data.put(key, Base64.getEncoder().encodeToString(content));
    }

    /** Tells no content. */
    @Override
    public String toString() {
        return "SecretData" + data.keySet();
    }
}
