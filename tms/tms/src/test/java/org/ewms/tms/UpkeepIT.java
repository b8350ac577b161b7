package org.ewms.tms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.htcondor.HtcondorBatchSystem;
import org.ewms.batch.htcondor.HtcondorOptions;
import org.ewms.tms.internal.Upkeep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upkeep of a directory as a TMS at an access point has it, weeks of it in no time; the workflow service is a peer of the Python one. */
class UpkeepIT {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @TempDir
    private Path peer = Path.of("set by JUnit");

    private PythonPeerWms wms;
    private HtcondorBatchSystem batch;

    @SuppressWarnings("NullAway.Init")
    UpkeepIT() {}

    @BeforeEach
    void start() throws IOException {
        wms = PythonPeerWms.start(peer);
        batch = new HtcondorBatchSystem(HtcondorOptions.logsIn(directory), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        batch.close();
        wms.close();
    }

    /** A round, so long after the start. */
    private void round(Duration after) throws InterruptedException {
        Site site = new Site(
                "there",
                PythonPeerWms.SCHEDD,
                batch,
                new Site.Pilot.Images("pilot"),
                Map.of(),
                Map.of(),
                1,
                List.of(),
                directory);
        new Upkeep(wms.api(), site, UpkeepTimes.defaults(), Clock.fixed(START.plus(after), ZoneOffset.UTC)).round();
    }

    private Path log(String content) throws IOException {
        return old(Files.writeString(directory.resolve("2026-03-01.tms.jel"), content));
    }

    private static Path old(Path path) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(START));
    }

    private Path taskforceDirectory(String uuid) throws IOException {
        Path own = Files.createDirectory(directory.resolve("ewms-taskforce-" + uuid));
        old(Files.writeString(own.resolve("pilot-7-0.out"), "hello"));
        old(Files.writeString(own.resolve("queue-incoming-token-0"), "secret"));
        old(Files.writeString(own.resolve(".queue-incoming-token-0.new"), "secret"));
        return old(own);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static String content(Path compressed) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static void isPrivate(Path path) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    private String ended(String phase, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> all = new java.util.HashMap<>(more);
        String uuid = wms.newTaskforce(all);
        if (phase.equals("condor-complete")) {
            wms.api().post("/v1/tms/condor-complete/taskforces/" + uuid, Map.of("condor_complete_ts", 1));
        } else if (phase.equals("pending-stopper")) {
            wms.stop(uuid);
        }
        return uuid;
    }

    @Test
    void a_log_in_which_nothing_goes_on_is_compressed_and_deleted_a_week_later() throws Exception {
        Path log = log("events");
        ended("condor-complete", Map.of("job_event_log_fpath", log.toString()));
        round(Duration.ofHours(23));
        assertThat(names()).containsExactly("2026-03-01.tms.jel");
        round(Duration.ofDays(2));
        assertThat(names()).containsExactly("2026-03-01.tms.jel.gz");
        Path compressed = directory.resolve("2026-03-01.tms.jel.gz");
        assertThat(content(compressed)).isEqualTo("events");
        isPrivate(compressed);
        old(compressed);
        round(Duration.ofDays(8));
        assertThat(names()).isEmpty();
    }

    @Test
    void a_log_in_which_a_taskforce_goes_on_stays_until_it_is_a_week_old() throws Exception {
        Path log = log("events");
        ended("pending-starter", Map.of("job_event_log_fpath", log.toString(), "cluster_id", 7));
        round(Duration.ofDays(6));
        assertThat(names()).containsExactly("2026-03-01.tms.jel");
        round(Duration.ofDays(7));
        assertThat(names()).containsExactly("2026-03-01.tms.jel.gz");
    }

    @Test
    void a_log_that_came_again_takes_no_other_place() throws Exception {
        old(Files.writeString(directory.resolve("2026-03-01.tms.jel.gz"), "of before"));
        Path log = log("events");
        Files.setLastModifiedTime(log, FileTime.from(START.plusSeconds(60)));
        round(Duration.ofDays(7).plusSeconds(60));
        // The older one was due to be deleted in the same round.
        assertThat(names()).containsExactly("2026-03-01.tms.jel.1.gz");
        assertThat(content(directory.resolve("2026-03-01.tms.jel.1.gz"))).isEqualTo("events");
    }

    @Test
    void what_was_compressed_by_one_that_was_killed_is_not_compressed_again() throws Exception {
        log("events");
        Path compressed = Files.writeString(directory.resolve("2026-03-01.tms.jel.gz"), "whole");
        Files.setLastModifiedTime(compressed, FileTime.from(START.plus(Duration.ofDays(2))));
        round(Duration.ofDays(2));
        assertThat(names()).containsExactly("2026-03-01.tms.jel.gz");
        assertThat(Files.readString(compressed)).isEqualTo("whole");
    }

    @Test
    void the_directory_of_a_taskforce_that_is_over_becomes_an_archive_without_credentials() throws Exception {
        String uuid = ended("condor-complete", Map.of("cluster_id", 7));
        taskforceDirectory(uuid);
        round(Duration.ofDays(4));
        assertThat(names()).containsExactly("ewms-taskforce-" + uuid);
        round(Duration.ofDays(5));
        Path archive = directory.resolve("ewms-taskforce-" + uuid + ".tar.gz");
        assertThat(names()).containsExactly(archive.getFileName().toString());
        isPrivate(archive);
        String listed = CommandLineTools.defaults()
                .asked(List.of("tar", "--list", "--file=" + archive))
                .out();
        assertThat(listed.lines())
                .containsExactlyInAnyOrder("ewms-taskforce-" + uuid + "/", "ewms-taskforce-" + uuid + "/pilot-7-0.out");
        old(archive);
        round(Duration.ofDays(5));
        assertThat(names()).isEmpty();
    }

    @Test
    void a_directory_whose_taskforce_is_queued_or_not_known_stays() throws Exception {
        String queued = ended("pending-starter", Map.of("cluster_id", 7));
        taskforceDirectory(queued);
        taskforceDirectory("TF-unknown");
        round(Duration.ofDays(100));
        assertThat(names()).containsExactly("ewms-taskforce-" + queued, "ewms-taskforce-TF-unknown");
    }

    @Test
    void one_that_was_aborted_before_it_had_a_cluster_is_over() throws Exception {
        String uuid = ended("pending-stopper", Map.of());
        taskforceDirectory(uuid);
        round(Duration.ofDays(5));
        assertThat(names()).containsExactly("ewms-taskforce-" + uuid + ".tar.gz");
    }

    @Test
    void without_the_service_nothing_that_may_be_needed_is_touched() throws Exception {
        String uuid = ended("condor-complete", Map.of());
        taskforceDirectory(uuid);
        log("events");
        wms.close();
        round(Duration.ofDays(6));
        assertThat(names()).containsExactly("2026-03-01.tms.jel", "ewms-taskforce-" + uuid);
    }

    @Test
    void half_a_directory_left_by_one_that_was_killed_goes() throws Exception {
        Path half = Files.createDirectory(directory.resolve(".ewms-taskforce-TF-1.tms-upkeep"));
        old(Files.writeString(half.resolve("pilot-7-0.out"), "hello"));
        old(half);
        round(Duration.ofDays(1));
        assertThat(names()).isEmpty();
    }
}
