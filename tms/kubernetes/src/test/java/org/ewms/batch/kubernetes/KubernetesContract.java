package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.stream.Collectors;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.ClusterId;
import org.ewms.batch.contract.BatchSystemContract;

/** The contract, kept on a Kubernetes; subclasses say on which. */
abstract class KubernetesContract extends BatchSystemContract {
    /** How to reach it. */
    protected abstract KubernetesOptions options();

    /** The same Kubernetes, seen by anybody who may look. */
    protected abstract KubernetesClient client();

    @Override
    protected BatchSystem open() {
        return new KubernetesBatchSystem(options());
    }

    /** Secrets are for those alone who may read Secrets. */
    @Override
    protected String publicKnowledge(ClusterId cluster) throws IOException {
        String jobs =
                client()
                        .batch()
                        .v1()
                        .jobs()
                        .withLabel("ewms.org/cluster", cluster.toString())
                        .list()
                        .getItems()
                        .stream()
                        .map(Serialization::asYaml)
                        .collect(Collectors.joining());
        String pods = client().pods().withLabel("ewms.org/cluster", cluster.toString()).list().getItems().stream()
                .map(Serialization::asYaml)
                .collect(Collectors.joining());
        return jobs + pods;
    }
}
