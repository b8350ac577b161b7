package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.Launch;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.kubernetes.KubernetesOptions;

/**
 * What a submission creates. The Job comes first, parked: it starts no pods, and fails by its deadline when nobody goes on. Then the Secret, which
 * the Job owns and takes along. Then the Job is patched to start. So who is killed at any point leaves nothing for ever, and whoever submits the
 * same again goes on from there.
 *
 * @param cluster its number
 * @param namespace of both
 * @param job the parked Job
 * @param secret without its data and owner
 * @param files of the Secret
 * @param inputs keys in the Secret of the user's files, by name
 * @param start the patch that starts the Job
 */
public record Manifests(
        ClusterId cluster,
        String namespace,
        Job job,
        Secret secret,
        List<PlannedFile> files,
        Map<String, String> inputs,
        JobPatch start) {
    /** Seconds in which a submission is completed, or is none. */
    private static final long PARKED = 600;

    private static final int MOST_KEYS = 1_000;

    /**
     * Of a request.
     *
     * @throws BatchRefusedException when it asks what Kubernetes cannot do
     */
    public static Manifests of(SubmitRequest request, KubernetesOptions options, String namespace) {
        if (!request.requirements().isBlank()) {
            throw new BatchRefusedException(
                    "condor_requirements are HTCondor's; for Kubernetes leave them empty, and use the site's template");
        }
        ClusterId cluster = ClusterName.id(request.submission());
        Map<String, String> inputs = inputs(request.inputFiles());
        List<PlannedFile> files = new ArrayList<>(PilotFiles.of(request.withInputFiles(List.of()), PilotPod.FILES));
        if (request.launch() instanceof Launch.Command) {
            files.addFirst(PilotScript.of(inputs.keySet(), request.keepOutput()));
        }
        ObjectMeta meta = new ObjectMetaBuilder()
                .withName(ClusterName.of(cluster))
                .withNamespace(namespace)
                .withLabels(Marks.labels(cluster, request))
                .withAnnotations(Marks.annotations(request))
                .build();
        return new Manifests(
                cluster,
                namespace,
                job(cluster, request, options, meta, inputs),
                new SecretBuilder().withMetadata(meta).withType("Opaque").build(),
                List.copyOf(files),
                inputs,
                JobPatch.start(request.workers()));
    }

    private static Job job(
            ClusterId cluster,
            SubmitRequest request,
            KubernetesOptions options,
            ObjectMeta meta,
            Map<String, String> inputs) {
        String image = switch (request.launch()) {
            case Launch.Image each -> each.name();
            case Launch.Command each ->
                options.image()
                        .orElseThrow(() -> new BatchRefusedException(
                                "a pilot on Kubernetes needs a container; give the site an 'image' that has "
                                        + each.words().getFirst()));
        };
        return new JobBuilder()
                .withNewMetadataLike(meta)
                .addToAnnotations(Marks.PHASE, Marks.Phase.PARKED.word())
                .endMetadata()
                .withNewSpec()
                .withParallelism(0)
                .withCompletions(request.workers())
                .withActiveDeadlineSeconds(PARKED)
                .withBackoffLimit((int) Math.min(Integer.MAX_VALUE, (long) request.workers() * options.replacements()))
                .withTtlSecondsAfterFinished(
                        (int) Math.min(Integer.MAX_VALUE, options.retention().toSeconds()))
                .withTemplate(PilotPod.of(cluster, request, options, image, inputs))
                .endSpec()
                .build();
    }

    private static Map<String, String> inputs(List<String> paths) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String each : paths) {
            String name = each.substring(each.lastIndexOf('/') + 1);
            if (all.put(name, "input-" + all.size()) != null) {
                throw new BatchRefusedException("two input files are called " + name + "; pods have them in one place");
            }
        }
        if (all.size() > MOST_KEYS) {
            throw new BatchRefusedException("more than " + MOST_KEYS + " input files; pack them into one");
        }
        return all;
    }

    /** All of it, for people and as it is carried out. */
    public SubmitPlan plan(SubmitRequest request) {
        List<PlannedFile> all = new ArrayList<>(files);
        all.add(new PlannedFile("job.yaml", Serialization.asYaml(job), false, false));
        all.add(new PlannedFile(
                "secret.yaml",
                "# owned by the Job; its data are the files " + String.join(", ", keys()) + "\n"
                        + Serialization.asYaml(secret),
                false,
                false));
        all.add(new PlannedFile("start.json", start.text() + "\n", false, false));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("job", job.getMetadata().getName());
        attributes.put("namespace", namespace);
        attributes.put("parallelism", Integer.toString(request.workers()));
        job.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(each -> each.getName().equals(PilotPod.CONTAINER))
                .forEach(each -> {
                    attributes.put("image", String.valueOf(each.getImage()));
                    each.getResources()
                            .getRequests()
                            .forEach((name, quantity) -> attributes.put("requests." + name, quantity.toString()));
                });
        return new SubmitPlan(request.directory().toAbsolutePath(), all, List.of(), attributes);
    }

    private TreeSet<String> keys() {
        TreeSet<String> all = new TreeSet<>(inputs.keySet());
        files.forEach(each -> all.add(each.name()));
        return all;
    }

    /** Tells no content of files. */
    @Override
    public String toString() {
        return "Manifests[" + cluster + "]";
    }
}
