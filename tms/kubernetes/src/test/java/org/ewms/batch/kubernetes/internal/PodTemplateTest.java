package org.ewms.batch.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a site's fragment meets ours. */
class PodTemplateTest {
    private static final String OURS = """
            spec:
              automountServiceAccountToken: false
              containers:
              - name: pilot
                image: "pilot:1"
                resources: {limits: {cpu: "1"}, requests: {cpu: "1"}}
              volumes:
              - {name: ewms-work, emptyDir: {}}
            """;

    private static String merged(String fragment) {
        PodTemplateSpec ours = Serialization.unmarshal(OURS, PodTemplateSpec.class);
        return Serialization.asYaml(PodTemplate.merged(ours, fragment));
    }

    private static String yaml(String text) {
        return Serialization.asYaml(Serialization.unmarshal(text, PodTemplateSpec.class));
    }

    @Test
    void maps_are_merged_lists_by_name_and_the_rest_is_the_sites() {
        String fragment = """
                spec:
                  automountServiceAccountToken: true
                  serviceAccountName: pilot
                  nodeSelector: {pool: batch}
                  tolerations: [{key: batch, operator: Exists}]
                  containers:
                  - name: pilot
                    resources: {limits: {cpu: "2", nvidia.com/gpu: 1}}
                  - {name: sidecar, image: "sidecar:1"}
                  volumes:
                  - {name: data, hostPath: {path: /data}}
                """;
        assertThat(merged(fragment)).isEqualTo(yaml("""
                                spec:
                                  automountServiceAccountToken: true
                                  serviceAccountName: pilot
                                  nodeSelector: {pool: batch}
                                  tolerations: [{key: batch, operator: Exists}]
                                  containers:
                                  - name: pilot
                                    image: "pilot:1"
                                    resources: {limits: {cpu: "2", nvidia.com/gpu: 1}, requests: {cpu: "1"}}
                                  - {name: sidecar, image: "sidecar:1"}
                                  volumes:
                                  - {name: ewms-work, emptyDir: {}}
                                  - {name: data, hostPath: {path: /data}}
                                """));
    }

    @Test
    void fields_of_later_releases_are_passed_on() {
        assertThat(merged("spec: {invention: {of: tomorrow}}")).contains("invention:\n    of: \"tomorrow\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|must be YAML",
                "a: [|must be YAML",
                "kind: Pod|there is no 'kind'",
                "spec: {restartPolicy: Always}|must not set restartPolicy",
                "spec: {containers: [{name: pilot, command: [sh]}]}|must not set command of container pilot",
                "spec: {volumes: [{name: ewms-files}]}|must not set volume ewms-files",
                "metadata: {labels: {ewms.org/cluster: a}}|must not set label ewms.org/cluster",
                "spec: {containers: pilot}|is no pod template"
            })
    void a_fragment_that_would_break_pilots_is_refused(String fragment, String message) {
        assertThatThrownBy(() -> PodTemplate.check(fragment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
