package org.ewms.pilot.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {
    @TempDir
    Path directory;

    private ContainerEngine.Run run() {
        return new ContainerEngine.Run(
                "ewms-1",
                "image",
                List.of("cat", "$(rm -rf /)"),
                List.of(
                        new BindMount(directory, Path.of("/data"), false),
                        new BindMount(directory, Path.of("/usr/share/x"), true)),
                Map.of("A", "s3cret", "B", "two\nlines"),
                Path.of("/e"),
                List.of("MARK"));
    }

    @Test
    void docker_gets_an_argument_vector_without_values_of_the_environment() {
        DockerEngine docker = new DockerEngine("docker", Optional.of("1g"), Optional.of("none"));
        assertThat(docker.command(run()))
                .containsExactly(
                        "docker",
                        "run",
                        "--rm",
                        "--name",
                        "ewms-1",
                        "--shm-size=1g",
                        "--network=none",
                        "--mount",
                        "type=bind,source=" + directory + ",target=/data",
                        "--mount",
                        "type=bind,source=" + directory + ",target=/usr/share/x,readonly",
                        "--env-file",
                        "/e",
                        "--env",
                        "MARK",
                        "--env",
                        "B",
                        "image",
                        "cat",
                        "$(rm -rf /)");
        assertThat(docker.environmentText(run())).isEqualTo("A=s3cret\n");
        assertThat(docker.environment(run())).isEqualTo(Map.of("B", "two\nlines"));
    }

    @Test
    void apptainer_gets_the_environment_by_names_of_its_own() {
        ApptainerEngine apptainer = new ApptainerEngine(Path.of("/var/tmp"), true, true);
        assertThat(apptainer.command(run()))
                .containsExactly(
                        "apptainer",
                        "--debug",
                        "run",
                        "--containall",
                        "--no-eval",
                        "--mount",
                        "type=bind,source=" + directory + ",target=/data",
                        "--mount",
                        "type=bind,source=" + directory + ",target=/usr/share/x,readonly",
                        "image",
                        "cat",
                        "$(rm -rf /)");
        assertThat(apptainer.environment(run()))
                .isEqualTo(Map.of("APPTAINERENV_A", "s3cret", "APPTAINERENV_B", "two\nlines"));
    }

    @Test
    void apptainer_wants_images_unpacked() throws Exception {
        ApptainerEngine apptainer = new ApptainerEngine(Path.of("/var/tmp"), true, false);
        assertThat(apptainer.prepare(directory.toString())).isEqualTo(directory.toString());
        assertThatThrownBy(() -> apptainer.prepare("some/image"))
                .isInstanceOf(ContainerSetupException.class)
                .hasMessageStartingWith("Image not found in filesystem")
                .hasMessageEndingWith("for some/image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/dev", "/sys", "/run", "/boot"})
    void some_directories_are_never_mounted(String source) {
        assertThatThrownBy(() -> new BindMount(Path.of(source), Path.of("/x"), true))
                .hasMessageStartingWith("Refusing to bind mount forbidden host path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "/usr/bin", "/var/log", "/root"})
    void some_are_mounted_only_for_reading(String source) {
        assertThat(new BindMount(Path.of(source), Path.of("/x"), true).readOnly())
                .isTrue();
        assertThatThrownBy(() -> new BindMount(Path.of(source), Path.of("/x"), false))
                .hasMessageStartingWith("Refusing to bind mount writable host path");
    }

    @Test
    void a_link_does_not_hide_what_it_points_to() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/proc"));
        assertThatThrownBy(() -> new BindMount(link, Path.of("/x"), true)).hasMessageContaining("forbidden");
    }

    @Test
    void nothing_is_mounted_for_writing_where_a_container_keeps_its_system() {
        assertThatThrownBy(() -> new BindMount(directory, Path.of("/data/../etc"), false))
                .hasMessageStartingWith("Refusing to mount writable directory to sensitive container path");
    }

    @Test
    void paths_are_absolute_and_exist_and_cannot_be_taken_for_options() {
        assertThatThrownBy(() -> new BindMount(Path.of("x"), Path.of("/x"), true))
                .hasMessageContaining("absolute");
        assertThatThrownBy(() -> new BindMount(Path.of("/no/such"), Path.of("/x"), true))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> new BindMount(directory, Path.of("/x,readonly=false"), true))
                .hasMessageContaining("comma");
    }

    @Test
    void two_mounts_in_one_place_are_refused() {
        BindMount mount = new BindMount(directory, Path.of("/x"), true);
        assertThatThrownBy(() -> new ContainerEngine.Run(
                        "n", "i", List.of(), List.of(mount, mount), Map.of(), Path.of("/e"), List.of()))
                .hasMessageStartingWith("Duplicate container mount targets");
    }
}
