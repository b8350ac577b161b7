package org.ewms.batch.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ewms.batch.kubernetes.internal.PodTemplate;

/**
 * One namespace of a Kubernetes.
 *
 * @param kubeconfig how to reach it; empty for {@code KUBECONFIG}, {@code ~/.kube/config}, or the service account of the pod that this is
 * @param context of the kubeconfig; empty for its current one
 * @param namespace of all that is created; empty for that of the context
 * @param image of pilots that are a command; it has {@code sh} and that command
 * @param template fragment of a pod template, YAML: merged into the pods', and winning over what comes from the request; blank for none
 * @param priorityClasses names of priority classes, each for requests of that priority and more
 * @param replacements pods, per pilot, that may be ended by Kubernetes (evicted, preempted, node lost) and are replaced; beyond that the
 *     cluster is over, ≥ 0
 * @param retention how long ended clusters are known, ≥ 1 s
 * @param timeout of one request, ≥ 1 s
 */
public record KubernetesOptions(
        Optional<Path> kubeconfig,
        Optional<String> context,
        Optional<String> namespace,
        Optional<String> image,
        String template,
        Map<Integer, String> priorityClasses,
        int replacements,
        Duration retention,
        Duration timeout) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern CLASS = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    public KubernetesOptions {
        priorityClasses = Map.copyOf(new TreeMap<>(priorityClasses));
        namespace.filter(each -> !NAMESPACE.matcher(each).matches()).ifPresent(each -> {
            throw new IllegalArgumentException("namespace '" + each + "' must be lower-case letters, digits and '-'");
        });
        for (String each : priorityClasses.values()) {
            if (!CLASS.matcher(each).matches()) {
                throw new IllegalArgumentException(
                        "priority class '" + each + "' must be lower-case letters, digits, '-' and '.'");
            }
        }
        if (image.isPresent() && image.get().isBlank()) {
            throw new IllegalArgumentException("image must be the name of a container image, is blank");
        }
        if (replacements < 0 || replacements > MOST) {
            throw new IllegalArgumentException("replacements must be 0 to " + MOST + ", is " + replacements);
        }
        if (retention.compareTo(SHORTEST) < 0 || timeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "retention and timeout must be >= 1 s, are " + retention + " and " + timeout);
        }
        PodTemplate.check(template);
    }

    /** What the environment says, ten replacements for each pilot, an hour of memory, a minute for a request. */
    public static KubernetesOptions defaults() {
        return new KubernetesOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                10,
                Duration.ofHours(1),
                Duration.ofSeconds(60));
    }

    /** @param otherContext empty for the current one */
    public KubernetesOptions withKubeconfig(Optional<Path> other, Optional<String> otherContext) {
        return new KubernetesOptions(
                other, otherContext, namespace, image, template, priorityClasses, replacements, retention, timeout);
    }

    public KubernetesOptions withNamespace(String other) {
        return new KubernetesOptions(
                kubeconfig,
                context,
                Optional.of(other),
                image,
                template,
                priorityClasses,
                replacements,
                retention,
                timeout);
    }

    public KubernetesOptions withImage(String other) {
        return new KubernetesOptions(
                kubeconfig,
                context,
                namespace,
                Optional.of(other),
                template,
                priorityClasses,
                replacements,
                retention,
                timeout);
    }

    public KubernetesOptions withTemplate(String other) {
        return new KubernetesOptions(
                kubeconfig, context, namespace, image, other, priorityClasses, replacements, retention, timeout);
    }

    public KubernetesOptions withPriorityClasses(Map<Integer, String> other) {
        return new KubernetesOptions(
                kubeconfig, context, namespace, image, template, other, replacements, retention, timeout);
    }

    public KubernetesOptions withReplacements(int other) {
        return new KubernetesOptions(
                kubeconfig, context, namespace, image, template, priorityClasses, other, retention, timeout);
    }

    public KubernetesOptions withRetention(Duration other) {
        return new KubernetesOptions(
                kubeconfig, context, namespace, image, template, priorityClasses, replacements, other, timeout);
    }

    public KubernetesOptions withTimeout(Duration other) {
        return new KubernetesOptions(
                kubeconfig, context, namespace, image, template, priorityClasses, replacements, retention, other);
    }
}
