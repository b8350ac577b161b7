package org.ewms.tms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example as it is, and mistakes one makes. */
class SitesFileTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static Path example() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("tms/examples/sites.yaml"))) {
            at = Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at.resolve("tms/examples/sites.yaml");
    }

    private SitesFile read(String text) throws IOException {
        return SitesFile.read(Files.writeString(directory.resolve("sites.yaml"), text));
    }

    @Test
    void the_example_is_read() {
        SitesFile file = SitesFile.read(example());
        assertThat(file.sites().keySet()).containsExactly("here", "osg", "cluster", "farm", "hall", "cloud");
        assertThat(file.site("osg").schedd()).isEqualTo("grid-submitter.icecube.wisc.edu");
        assertThat(file.site("osg").pilot())
                .isEqualTo(new Site.Pilot.Images("/cvmfs/icecube.opensciencegrid.org/containers/ewms/ewms-pilot"));
        assertThat(file.site("here").environment()).containsEntry("EWMS_PILOT_RUNNER", "command");
        assertThat(file.site("cluster").system().kind()).isEqualTo("slurm");
        assertThat(file.site("farm").system().kind()).isEqualTo("gridengine");
        assertThat(file.site("hall").system().kind()).isEqualTo("pbs");
        assertThat(file.site("cloud").system())
                .isInstanceOfSatisfying(SiteDescription.System.Kubernetes.class, cloud -> {
                    assertThat(cloud.options().namespace()).contains("pilots");
                    assertThat(cloud.options().priorityClasses()).containsEntry(100, "ewms-urgent");
                    assertThat(cloud.options().template()).contains("nvidia.com/gpu");
                });
        assertThat(file.site("hall").defaults()).containsEntry("EWMS_PILOT_SICK_AFTER", "3");
        assertThat(file.site("here").defaults()).doesNotContainKey("EWMS_PILOT_SICK_AFTER");
        assertThat(file.site("osg").traits()).isEqualTo(new SiteTraits(List.of("avx2", "cvmfs"), 0.5));
        assertThat(file.site("here").traits()).isEqualTo(SiteTraits.NONE);
        assertThat(file.site("cluster").pilot())
                .isEqualTo(new Site.Pilot.Command(List.of("/opt/ewms-pilot/bin/ewms-pilot")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'sites: {}'|must describe at least one site",
                "'sites: {a: {kind: lsf, pilot: {command: [x]}}}'|sites.a.kind must be local, htcondor, slurm, gridengine, pbs or kubernetes, is \"lsf\"",
                "'sites: {a: {pilot: {command: [x]}}}'|sites.a.kind must be local, htcondor, slurm, gridengine, pbs or kubernetes; it is missing",
                "'sites: {a: {kind: local, slot: 3, pilot: {command: [x]}}}'|there is no key 'slot'",
                "'sites: {a: {kind: local, slots: 0, pilot: {command: [x]}}}'|sites.a.slots must be a whole number from 1",
                "'sites: {a: {kind: kubernetes, pod: {}, pilot: {command: [x]}}}'|there is no key 'pod'",
                "'sites: {a: {kind: kubernetes, namespace: My, pilot: {command: [x]}}}'|sites.a: namespace 'My' must be lower-case",
                "'sites: {a: {kind: kubernetes, template: {spec: {restartPolicy: Always}}, pilot: {command: [x]}}}'|template must not set restartPolicy",
                "'sites: {a: {kind: kubernetes, priority_classes: {high: urgent}, pilot: {command: [x]}}}'|sites.a.priority_classes must be names of classes",
                "'sites: {a: {kind: local, labels: gpu, pilot: {command: [x]}}}'|sites.a.labels must be a list",
                "'sites: {a: {kind: local, labels: [any], pilot: {command: [x]}}}'|sites.a.labels must be a list of words of letters, digits and . _ + - (but not 'any'",
                "'sites: {a: {kind: local, labels: [''a,b''], pilot: {command: [x]}}}'|sites.a.labels must be a list of words",
                "'sites: {a: {kind: local, cost: -1, pilot: {command: [x]}}}'|sites.a.cost must be a number from 0 on, is -1",
                "'sites: {a: {kind: local, cost: cheap, pilot: {command: [x]}}}'|sites.a.cost must be a number",
                "'sites: {''@a'': {kind: local, pilot: {command: [x]}}}'|must not begin with @",
                "'sites: {a: {kind: local}}'|sites.a.pilot.command must be a list of words",
                "'sites: {a: {kind: local, pilot: {command: x}}}'|sites.a.pilot.command must be a list",
                "'site: {}'|there is no key 'site'",
                "'sites: ['|cannot read the sites in"
            })
    void a_mistake_is_named_with_its_place_and_what_would_be_right(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_site_that_is_not_there_is_named_beside_those_that_are() {
        assertThatThrownBy(() -> SitesFile.read(example()).site("mars"))
                .hasMessageContaining("no site 'mars'")
                .hasMessageContaining("osg");
    }
}
