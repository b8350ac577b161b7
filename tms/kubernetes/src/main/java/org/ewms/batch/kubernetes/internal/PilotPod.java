package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ewms.batch.ClusterId;
import org.ewms.batch.Launch;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.Resources;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.kubernetes.KubernetesOptions;

/** The pod of a pilot: one container, its files in memory of the pod alone, a directory to work in. Pure. */
public final class PilotPod {
    /** The container's name. */
    public static final String CONTAINER = "pilot";
    /** Where a pod finds its files. */
    public static final String FILES = "/run/ewms/files";
    /** Where a pod finds the user's files. */
    static final String INPUTS = "/run/ewms/inputs";
    /** Where {@link PilotScript} tells how the pilot ended. */
    static final String END = "/run/ewms/end";

    static final String FILES_VOLUME = "ewms-files";
    static final String WORK_VOLUME = "ewms-work";
    static final String INPUTS_VOLUME = "ewms-inputs";

    private static final String WORK = "/run/ewms/work";
    /** Only this pod has the files; whoever its image runs as must be able to read them. */
    private static final int READABLE = 0444;

    private PilotPod() {}

    /**
     * The template.
     *
     * @param image of the container
     * @param inputs keys in the Secret of the user's files, by name
     */
    static PodTemplateSpec of(
            ClusterId cluster,
            SubmitRequest request,
            KubernetesOptions options,
            String image,
            Map<String, String> inputs) {
        ContainerBuilder container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withWorkingDir(WORK)
                .withTerminationMessagePath(END)
                .withNewResources()
                .withRequests(quantities(request.resources()))
                .withLimits(quantities(request.resources()))
                .endResources()
                .addNewVolumeMount()
                .withName(FILES_VOLUME)
                .withMountPath(FILES)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(WORK_VOLUME)
                .withMountPath(WORK)
                .endVolumeMount();
        if (request.launch() instanceof Launch.Command) {
            container.withCommand("sh", FILES + "/" + PilotScript.NAME);
        } else {
            // The image's own entry point looks for its environment where it starts.
            container
                    .addNewVolumeMount()
                    .withName(FILES_VOLUME)
                    .withMountPath(WORK + "/" + PilotFiles.ENVIRONMENT)
                    .withSubPath(PilotFiles.ENVIRONMENT)
                    .withReadOnly(true)
                    .endVolumeMount();
        }
        String name = ClusterName.of(cluster);
        PodSpecBuilder pod = new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .addNewVolume()
                .withName(FILES_VOLUME)
                .withNewSecret()
                .withSecretName(name)
                .withDefaultMode(READABLE)
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName(WORK_VOLUME)
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume();
        if (!inputs.isEmpty()) {
            pod.addToVolumes(inputs(name, inputs));
            container
                    .addNewVolumeMount()
                    .withName(INPUTS_VOLUME)
                    .withMountPath(INPUTS)
                    .withReadOnly(true)
                    .endVolumeMount();
        }
        if (!request.resources().runtime().isZero()) {
            pod.withActiveDeadlineSeconds(
                    Math.max(1, request.resources().runtime().toSeconds()));
        }
        priorityClass(request.priority(), options.priorityClasses()).ifPresent(pod::withPriorityClassName);
        PodTemplateSpec ours = new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Marks.labels(cluster, request))
                .endMetadata()
                .withSpec(pod.addToContainers(container.build()).build())
                .build();
        return PodTemplate.merged(ours, options.template());
    }

    private static Volume inputs(String secret, Map<String, String> inputs) {
        VolumeBuilder volume = new VolumeBuilder().withName(INPUTS_VOLUME);
        var source = volume.withNewSecret().withSecretName(secret).withDefaultMode(READABLE);
        new TreeMap<>(inputs).forEach((file, key) -> source.addNewItem(key, null, file));
        return source.endSecret().build();
    }

    private static Optional<String> priorityClass(int priority, Map<Integer, String> classes) {
        return Optional.ofNullable(new TreeMap<>(classes).floorEntry(priority)).map(Map.Entry::getValue);
    }

    /** What is asked for is what may be used: a place like any other batch system's. */
    private static Map<String, Quantity> quantities(Resources resources) {
        Map<String, Quantity> all = new TreeMap<>();
        all.put("cpu", new Quantity(Integer.toString(resources.cores())));
        if (resources.memoryBytes() > 0) {
            all.put("memory", new Quantity(Long.toString(resources.memoryBytes())));
        }
        if (resources.diskBytes() > 0) {
            all.put("ephemeral-storage", new Quantity(Long.toString(resources.diskBytes())));
        }
        return all;
    }
}
