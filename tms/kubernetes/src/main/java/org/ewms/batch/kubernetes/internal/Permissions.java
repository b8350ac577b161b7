package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchUnavailableException;

/** Whether all that will be asked of an API server may be asked. */
public record Permissions(ApiServer server) {
    /** Verb, group, resource, subresource. What is not needed is marked so. */
    private record Need(String verb, String group, String resource, String subresource) {
        @Override
        public String toString() {
            return verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource);
        }
    }

    private static final List<Need> NEEDED = List.of(
            new Need("create", "batch", "jobs", ""),
            new Need("get", "batch", "jobs", ""),
            new Need("list", "batch", "jobs", ""),
            new Need("patch", "batch", "jobs", ""),
            new Need("delete", "batch", "jobs", ""),
            new Need("create", "", "secrets", ""),
            new Need("delete", "", "secrets", ""),
            new Need("list", "", "pods", ""),
            new Need("get", "", "pods", "log"));

    /**
     * Asks for every one.
     *
     * @throws BatchUnavailableException naming those that are missing
     */
    public void check() {
        List<String> missing = new ArrayList<>();
        for (Need each : NEEDED) {
            if (!allowed(each)) {
                missing.add(each.toString());
            }
        }
        if (!missing.isEmpty()) {
            throw new BatchUnavailableException("Kubernetes does not allow, in namespace " + server.namespace()
                    + ", to " + String.join(", ", missing) + "; bind the role of tms/README.md to this user");
        }
    }

    private boolean allowed(Need need) {
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(server.namespace())
                .withVerb(need.verb())
                .withGroup(need.group())
                .withResource(need.resource())
                .withSubresource(need.subresource().isEmpty() ? null : need.subresource())
                .endResourceAttributes()
                .endSpec()
                .build();
        SelfSubjectAccessReview answer = server.asked(
                "whether one may " + need,
                client -> client.authorization().v1().selfSubjectAccessReview().create(question));
        return Optional.ofNullable(answer.getStatus())
                .map(each -> Boolean.TRUE.equals(each.getAllowed()))
                .orElse(false);
    }

    /** The quotas of the namespace, {@code name: what used/hard, …}; empty where they may not be read. */
    public List<String> quotas() {
        try {
            return server
                    .asked(
                            "the quotas",
                            client -> client.resourceQuotas()
                                    .inNamespace(server.namespace())
                                    .list())
                    .getItems()
                    .stream()
                    .map(Permissions::quota)
                    .toList();
        } catch (BatchRefusedException e) {
            return List.of();
        }
    }

    private static String quota(ResourceQuota quota) {
        List<String> all = new ArrayList<>();
        if (quota.getStatus() != null) {
            Objects.requireNonNullElse(quota.getStatus().getHard(), Map.<String, Quantity>of())
                    .forEach((what, hard) -> {
                        Quantity used = Objects.requireNonNullElse(
                                        quota.getStatus().getUsed(), Map.<String, Quantity>of())
                                .get(what);
                        all.add(what + " " + (used == null ? "0" : used) + "/" + hard);
                    });
        }
        return PodState.said(quota.getMetadata().getName(), String.join(", ", all));
    }
}
