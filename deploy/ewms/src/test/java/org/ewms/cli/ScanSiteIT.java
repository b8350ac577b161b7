package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ewms.batch.contract.HtcondorPool;
import org.ewms.batch.contract.SlurmCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms scan --site}: pilots that a batch system started give the same sky map, byte for byte, and nothing of them is left. */
class ScanSiteIT {
    private static final List<String> PLAN = List.of("--reco", "spe", "--around", "150,30,12", "--nsides", "8:0,16:12");
    private static final Set<String> OF_THIS_RUN = Set.of("manifest.json", "scan.json");

    @TempDir
    private Path work = Path.of("set by JUnit");

    private Path sites(String more) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Files.writeString(work.resolve("sites.yaml"), """
                sites:
                  there:
                %s
                    pilot:
                      command: [%s, --add-modules=jdk.incubator.vector, -Xmx256m, -XX:+UseSerialGC, -cp, "%s", %s, pilot]
                """.formatted(
                        more.indent(4).stripTrailing(), java, classPath, Ewms.class.getName()));
    }

    private Object[] scan(String out, Object... more) {
        List<Object> all = new ArrayList<>(List.of("scan", BundledEvent.path(), "--output-mode", "json"));
        all.addAll(PLAN);
        all.addAll(List.of("--out", work.resolve(out)));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private Object[] at(Path sites) {
        return new Object[] {"--site", "there", "--sites", sites, "--broker-host", "127.0.0.1", "--pilots", 2};
    }

    private Map<String, byte[]> files(String out) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(work.resolve(out))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(each.getFileName());
                if (!OF_THIS_RUN.contains(name) && !name.endsWith(".journal")) {
                    all.put(name, Files.readAllBytes(each));
                }
            }
        }
        return all;
    }

    private List<ProcessHandle> pilots() {
        return ProcessHandle.allProcesses()
                .filter(each -> {
                    try {
                        String environment = Files.readString(
                                Path.of("/proc/" + each.pid() + "/environ"), StandardCharsets.ISO_8859_1);
                        return environment.contains("EWMS_PILOT_SCAN=") && environment.contains(work.toString());
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    private void sameAsHere(Path sites) throws IOException {
        EwmsRun here = EwmsRun.of(scan("here"));
        assertThat(here.code()).as(() -> here.errors().toString()).isZero();
        EwmsRun there = EwmsRun.of(
                Stream.concat(Stream.of(scan("there")), Stream.of(at(sites))).toArray());
        assertThat(there.code()).as(() -> there.errors().toString()).isZero();
        Map<String, byte[]> expected = files("here");
        Map<String, byte[]> found = files("there");
        assertThat(expected.size()).isGreaterThanOrEqualTo(4);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
        assertThat(pilots()).isEmpty();
    }

    @Test
    void pilots_that_htcondor_started_give_the_bytes_of_the_scan_on_this_machine() throws Exception {
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        try (HtcondorPool pool = HtcondorPool.start(work.resolve("pool"), repository)) {
            sameAsHere(sites("kind: htcondor\ntools: " + pool.tools()));
        }
    }

    @Test
    void pilots_that_slurm_started_give_the_bytes_of_the_scan_on_this_machine() throws Exception {
        try (SlurmCluster slurm = SlurmCluster.start(work.resolve("slurm"))) {
            sameAsHere(sites("kind: slurm\ntools: " + slurm.tools()));
        }
    }

    @Test
    void after_ctrl_c_no_pilot_is_left() throws Exception {
        Path sites = sites("kind: local\nslots: 2\ngrace: 5");
        List<Object> slow = new ArrayList<>(List.of("scan", BundledEvent.path(), "--output-mode", "json"));
        slow.addAll(List.of("--reco", "dummy", "--reco-option", "runtime-ms=200", "--nsides", "8:0"));
        slow.addAll(List.of("--out", work.resolve("slow")));
        slow.addAll(List.of(at(sites)));
        try (EwmsProcess scan = EwmsProcess.start(work, slow.toArray())) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> Files.exists(work.resolve("slow/scan.journal"))
                            && Files.size(work.resolve("slow/scan.journal")) > 2000);
            assertThat(pilots()).isNotEmpty();
            new ProcessBuilder("kill", "-INT", Long.toString(scan.process().pid()))
                    .start()
                    .waitFor();
            assertThat(scan.await()).isEqualTo(Failures.INTERRUPTED);
            assertThat(pilots()).isEmpty();
        }
    }

    @Test
    void a_site_needs_a_number_of_pilots() throws Exception {
        EwmsRun run = EwmsRun.of(scan("none", "--site", "there", "--sites", sites("kind: local")));
        assertThat(run.code()).isEqualTo(Failures.USAGE);
        assertThat(run.errors()).anyMatch(line -> line.contains("--pilots"));
    }
}
