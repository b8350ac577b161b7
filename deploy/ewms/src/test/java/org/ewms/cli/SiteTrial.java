package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trial whose work is done by pilots at a site.
 *
 * @param trial what is to be done
 * @param sites file that describes the site, which is called {@code there}
 */
record SiteTrial(RunTrial trial, Path sites) {
    /** @param site what the file says of it, beside how pilots are started */
    static SiteTrial of(RunTrial trial, String site) throws IOException {
        return of(trial, site, "");
    }

    /** @param before words that stand before the pilot's command */
    static SiteTrial of(RunTrial trial, String site, String before) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        Path file = Files.writeString(trial.work().resolve("sites.yaml"), """
                sites:
                  there:
                %s
                    pilot:
                      command: [%s%s, -Xmx128m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "%s", %s, pilot]
                """.formatted(
                        site.indent(4).stripTrailing(), before, java, classPath, Ewms.class.getName()));
        return new SiteTrial(trial, file);
    }

    /** The command line. */
    Object[] line(int workers, Object... more) {
        List<Object> options = new ArrayList<>(List.of("--site", "there", "--sites", sites));
        options.addAll(List.of("--broker-host", "127.0.0.1", "--workers", workers));
        options.addAll(List.of(more));
        return trial.arguments(options.toArray()).toArray();
    }

    /** Processes of pilots: they are told the run's directory by their environment. */
    List<ProcessHandle> pilots() {
        String told = "EWMS_PILOT_DATA_DIR_PARENT_PATH_ON_HOST=" + trial.work();
        return ProcessHandle.allProcesses()
                .filter(each -> {
                    try {
                        return Files.readString(
                                        Path.of("/proc/" + each.pid() + "/environ"), StandardCharsets.ISO_8859_1)
                                .contains(told);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    /** As Ctrl-C; checks how the command ends, and that its pilots have ended before it. */
    void interrupt(EwmsProcess run) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(run.process().pid()))
                .start()
                .waitFor();
        assertThat(run.await()).isEqualTo(Failures.INTERRUPTED);
        assertThat(pilots()).isEmpty();
    }

    /** That neither a pilot nor what opened the broker to it nor a file of a task is left. */
    void leftNothing() throws IOException {
        assertThat(pilots()).isEmpty();
        try (Stream<Path> left = Files.walk(trial.runDirectory())) {
            assertThat(left.map(Path::toString))
                    .noneMatch(each -> each.contains("credential") || each.contains("ewms-task-"));
        }
    }
}
