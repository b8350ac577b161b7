package org.ewms.tms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.batch.kubernetes.KubernetesOptions;
import org.ewms.tms.internal.SiteSection;

/** What a sites file says of a site of kind {@code kubernetes}. */
final class KubernetesSite {
    private static final int YEAR = 366 * 86_400;

    private KubernetesSite() {}

    static SiteDescription.System of(SiteSection section, String... common) {
        section.only(
                common,
                "kubeconfig",
                "context",
                "namespace",
                "image",
                "template",
                "priority_classes",
                "replacements",
                "retention",
                "timeout");
        KubernetesOptions options = KubernetesOptions.defaults()
                .withKubeconfig(section.text("kubeconfig").map(Path::of), section.text("context"))
                .withPriorityClasses(priorityClasses(section));
        options = options.withReplacements(
                        section.number("replacements", 0, 1_000).orElse(options.replacements()))
                .withRetention(seconds(section, "retention", options.retention()))
                .withTimeout(seconds(section, "timeout", options.timeout()));
        try {
            options = section.text("namespace").map(options::withNamespace).orElse(options);
            options = section.text("image").map(options::withImage).orElse(options);
            SiteSection template = section.section("template");
            options = template.names().isEmpty()
                    ? options
                    : options.withTemplate(template.node().toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(section.place() + ": " + e.getMessage(), e);
        }
        return new SiteDescription.System.Kubernetes(options);
    }

    private static Duration seconds(SiteSection section, String key, Duration otherwise) {
        return Duration.ofSeconds(section.number(key, 1, YEAR).orElse((int) otherwise.toSeconds()));
    }

    private static Map<Integer, String> priorityClasses(SiteSection section) {
        Map<Integer, String> all = new TreeMap<>();
        section.texts("priority_classes").forEach((priority, name) -> {
            if (!priority.matches("-?[0-9]{1,9}")) {
                throw section.wrong("priority_classes", "names of classes, each by the least priority that has it");
            }
            all.put(Integer.parseInt(priority), name);
        });
        return all;
    }
}
