package org.ewms.batch.htcondor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.contract.CommandLineBatchContract;
import org.ewms.batch.contract.HtcondorPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept on a real pool, and what is HTCondor's alone. */
class HtcondorBatchIT extends CommandLineBatchContract {
    @TempDir
    private static Path home = Path.of("set by JUnit");

    private static @Nullable HtcondorPool pool;

    @BeforeAll
    static void startPool() {
        pool = HtcondorPool.start(home.resolve("pool"));
    }

    @AfterAll
    static void stopPool() {
        pool().close();
    }

    private static HtcondorPool pool() {
        return Objects.requireNonNull(pool);
    }

    private HtcondorOptions options(Path tools, Duration timeout) {
        return HtcondorOptions.logsIn(directory().resolve("logs"))
                .withTools(CommandLineTools.defaults().withDirectory(tools).withTimeout(timeout));
    }

    @Override
    protected BatchSystem open() {
        return open(tools(), Duration.ofSeconds(60));
    }

    @Override
    protected BatchSystem open(Path tools, Duration timeout) {
        return new HtcondorBatchSystem(options(tools, timeout), Clock.systemDefaultZone());
    }

    @Override
    protected Path tools() {
        return pool().tools();
    }

    @Override
    protected String submitCommand() {
        return "condor_submit";
    }

    @Override
    protected String listCommand() {
        return "condor_q";
    }

    private String asked(String... words) {
        return CommandLineTools.defaults()
                .withDirectory(tools())
                .run(Optional.empty(), List.of(words))
                .out();
    }

    @Override
    protected List<String> description(ClusterId cluster) {
        return List.of("condor_q", "-long", cluster.toString());
    }

    private Path log() throws IOException {
        try (Stream<Path> files = Files.list(directory().resolve("logs"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void what_a_pilot_tells_is_counted_beside_the_state_of_its_job() {
        String chirp = "/usr/libexec/condor/condor_chirp ulog ";
        ClusterId cluster = submit(shell(
                2,
                chirp + "'HTChirpEWMSPilotStatus: \"Tasking\"' && " + chirp
                        + "'HTChirpEWMSPilotError: \"ValueError: a \\\"b\\\"\"' && sleep 600"));
        ClusterStatus status = await(
                cluster,
                now -> now.jobs().containsKey(new JobKind(JobState.RUNNING, null, "Tasking"))
                        && now.count(JobState.RUNNING) == 2
                        && now.errors().containsValue(2));
        assertThat(status.jobs()).isEqualTo(Map.of(new JobKind(JobState.RUNNING, null, "Tasking"), 2));
        assertThat(status.errors()).isEqualTo(Map.of("ValueError: a \"b\"", 2));
    }

    @Test
    void jobs_that_cannot_start_are_held_with_a_reason() {
        SubmitRequest request = shell(2, "true").withInputFiles(List.of("/nonexistent/input"));
        ClusterId cluster = submit(request);
        ClusterStatus status = await(cluster, now -> now.count(JobState.HELD) == 2);
        assertThat(status.jobs().keySet())
                .extracting(JobKind::word)
                .containsExactly("HELD: transfer of input files failed");
    }

    @Test
    void statuses_come_from_the_queue_and_its_history_when_the_log_is_lost() throws Exception {
        ClusterId running = submit(shell(2, "sleep 600"));
        ClusterId ended = submit(shell(2, "exit 3"));
        await(running, now -> now.count(JobState.RUNNING) == 2);
        await(ended, ClusterStatus::over);
        Files.delete(log());
        try (BatchSystem anew = open()) {
            Map<ClusterId, ClusterStatus> statuses = anew.statuses(List.of(running, ended));
            assertThat(Objects.requireNonNull(statuses.get(running)).count(JobState.RUNNING))
                    .isEqualTo(2);
            assertThat(Objects.requireNonNull(statuses.get(ended)))
                    .isEqualTo(new ClusterStatus(
                            Map.of(JobKind.of(JobState.COMPLETED), 2),
                            Map.of("the pilot ended with exit code 3", 2),
                            true));
        }
    }

    @Test
    void statuses_are_right_in_the_end_though_the_log_is_rotated_and_damaged() throws Exception {
        ClusterId cluster = submit(shell(3, "sleep 600"));
        await(cluster, now -> now.count(JobState.RUNNING) == 3);
        Path log = log();
        Files.move(log, log.resolveSibling("rotated"));
        Files.writeString(log, "005 (99\n\0\0\0garbage\n...\n001 (");
        asked("condor_rm", cluster.toString());
        Files.writeString(log, "\n\u0007\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        ClusterStatus end = await(cluster, ClusterStatus::over);
        assertThat(end.count(JobState.REMOVED)).isEqualTo(3);
        assertThat(end.count()).isEqualTo(3);
    }

    @Test
    void jobs_of_a_site_that_asks_for_it_are_made_by_and_by() {
        HtcondorOptions late = options(tools(), Duration.ofSeconds(60)).withDirectives(Map.of("max_materialize", "2"));
        try (BatchSystem batch = new HtcondorBatchSystem(late, Clock.systemDefaultZone())) {
            ClusterId cluster = batch.submit(shell(5, "true"));
            removeLater(cluster);
            ClusterStatus end = await(cluster, now -> now.count() == 5 && now.over());
            assertThat(end.count(JobState.COMPLETED)).isEqualTo(5);
        }
    }

    @Test
    void what_a_user_requires_cannot_get_round_the_sites_requirements() {
        HtcondorOptions strict = options(tools(), Duration.ofSeconds(60)).withRequirements("Machine == \"nowhere\"");
        try (BatchSystem batch = new HtcondorBatchSystem(strict, Clock.systemDefaultZone())) {
            assertThatThrownBy(() -> batch.plan(shell(1, "true").withRequirements("true) || (true")))
                    .isInstanceOf(BatchRefusedException.class)
                    .hasMessageContaining("unbalanced");
            ClusterId cluster = batch.submit(shell(1, "true").withRequirements("regexp(\"$(HOME)$\", \"a\") || true"));
            removeLater(cluster);
            assertThat(asked("condor_q", cluster.toString(), "-af:r", "Requirements"))
                    .contains("nowhere")
                    .contains("$(HOME)$");
        }
    }

    @Test
    void a_cluster_of_the_python_tms_which_knows_taskforces_alone_is_found_by_its_taskforce() {
        HtcondorOptions without =
                options(tools(), Duration.ofSeconds(60)).withDirectives(Map.of("+EWMSSubmissionId", "undefined"));
        SubmitRequest request = shell(1, "true");
        try (BatchSystem batch = new HtcondorBatchSystem(without, Clock.systemDefaultZone())) {
            ClusterId theirs = batch.submit(request);
            removeLater(theirs);
            assertThat(batch().find(new SubmissionId(request.taskforce()))).contains(theirs);
            assertThat(batch().find(request.submission())).doesNotContain(theirs);
        }
    }

    @Test
    void the_event_log_of_a_cluster_is_that_of_the_day_it_was_submitted_on() throws Exception {
        ClusterId cluster = submit(shell(1, "true"));
        String log = log().toString();
        Clock later = Clock.offset(Clock.systemDefaultZone(), Duration.ofDays(3));
        try (BatchSystem another = new HtcondorBatchSystem(options(tools(), Duration.ofSeconds(60)), later)) {
            assertThat(another.eventLog(cluster)).isEqualTo(log);
            assertThat(another.plan(shell(1, "true")).attributes().get("log")).isNotEqualTo(log);
            await(cluster, ClusterStatus::over);
            assertThat(another.eventLog(cluster)).isEqualTo(log);
        }
        assertThat(batch().eventLog(cluster)).isEqualTo(log);
    }

    @Test
    void a_pool_that_was_killed_and_started_again_goes_on_with_the_same_clusters() {
        SubmitRequest request = shell(2, "sleep 600");
        ClusterId cluster = submit(request);
        await(cluster, now -> now.count(JobState.RUNNING) == 2);
        pool().kill();
        pool().restart();
        assertThat(batch().find(request.submission())).containsExactly(cluster);
        batch().remove(cluster);
        assertThat(await(cluster, ClusterStatus::over).count(JobState.REMOVED)).isEqualTo(2);
    }
}
