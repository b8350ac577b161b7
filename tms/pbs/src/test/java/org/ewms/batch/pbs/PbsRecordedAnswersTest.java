package org.ewms.batch.pbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.ewms.batch.Launch;
import org.ewms.batch.Resources;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of answers of PBS that were written down; no PBS was there. */
class PbsRecordedAnswersTest {
    private static final ClusterId CLUSTER = new ClusterId(107);
    private static final String UNKNOWN = "qstat: Unknown Job Id 107.pbs\n";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private RecordedTools tools = new RecordedTools(Path.of("set before each test"));

    @BeforeEach
    void commands() {
        tools = new RecordedTools(directory);
    }

    private PbsBatchSystem pbs() {
        return pbs(PbsOptions.Flavor.OPENPBS);
    }

    private PbsBatchSystem pbs(PbsOptions.Flavor flavor) {
        return new PbsBatchSystem(PbsOptions.defaults()
                .withTools(CommandLineTools.defaults().withDirectory(directory))
                .withFlavor(flavor));
    }

    private SubmitRequest request(int workers) {
        return SubmitRequest.of(
                new SubmissionId("SB-1f2e"),
                "TF-1",
                workers,
                new Launch.Command(List.of("/opt/pilot", "a b")),
                directory.resolve("taskforce"));
    }

    private static ClusterStatus status(PbsBatchSystem system, ClusterId cluster) {
        return Objects.requireNonNull(system.statuses(List.of(cluster)).get(cluster));
    }

    private static JobKind of(JobState state) {
        return JobKind.of(state);
    }

    @Test
    void an_array_s_jobs_are_counted_one_by_one_and_the_array_itself_is_not() throws Exception {
        tools.plays("qstat", "openpbs-array.json", UNKNOWN, 153);
        ClusterStatus status = status(pbs(), CLUSTER);
        assertThat(status.jobs())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(of(JobState.COMPLETED), 4, of(JobState.RUNNING), 2, of(JobState.IDLE), 1));
        assertThat(status.errors().keySet())
                .containsExactlyInAnyOrder(
                        "the pilot ended with exit code 7",
                        "the pilot was ended by signal 9",
                        "ended by PBS: Job run at Sun Mar 01 at 12:00 on (n3:ncpus=1) and exceeded resource walltime");
        assertThat(status.over()).isFalse();
        assertThat(tools.calls()).containsExactly("qstat -x -f -F json -t 107[] 107");
    }

    @Test
    void deleted_jobs_are_removed_those_that_had_ended_before_are_not() throws Exception {
        tools.plays("qstat", "openpbs-deleted.json", UNKNOWN, 153);
        ClusterStatus status = status(pbs(), CLUSTER);
        assertThat(status)
                .isEqualTo(
                        new ClusterStatus(Map.of(of(JobState.REMOVED), 2, of(JobState.COMPLETED), 1), Map.of(), true));
    }

    @Test
    void a_held_job_tells_why() throws Exception {
        tools.plays("qstat", "openpbs-jobs.json", "", 0);
        ClusterId held = new ClusterId(103);
        assertThat(status(pbs(), held).jobs())
                .containsOnlyKeys(new JobKind(JobState.HELD, "Job held by ice on Sun Mar 1 11:58:12 2026", null));
    }

    @Test
    void a_cluster_is_found_by_its_variable_and_by_nothing_that_looks_alike() throws Exception {
        tools.plays("qstat", "openpbs-jobs.json", "", 0);
        assertThat(pbs().find(new SubmissionId("SB-1f2e"))).containsExactly(CLUSTER);
        assertThat(pbs().find(new SubmissionId("SB-77aa"))).containsExactly(new ClusterId(103));
        assertThat(pbs().find(new SubmissionId("SB-1f2"))).isEmpty();
    }

    @Test
    void a_server_without_jobs_has_none() throws Exception {
        tools.says("qstat", "{\"timestamp\":1772366400,\"pbs_version\":\"23.06.06\",\"pbs_server\":\"pbs\"}", "", 0);
        assertThat(pbs().find(new SubmissionId("SB-1f2e"))).isEmpty();
    }

    @Test
    void torque_tells_in_lines_that_go_on_behind_tabs() throws Exception {
        tools.plays("qstat", "torque-array.txt", "qstat: Unknown Job Id Error 511.torque.example.org\n", 153);
        PbsBatchSystem torque = pbs(PbsOptions.Flavor.TORQUE);
        ClusterId cluster = new ClusterId(511);
        ClusterStatus status = status(torque, cluster);
        assertThat(status.jobs())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        of(JobState.COMPLETED),
                        2,
                        of(JobState.REMOVED),
                        1,
                        of(JobState.RUNNING),
                        1,
                        new JobKind(JobState.HELD, "hold of type u", null),
                        1));
        assertThat(status.errors()).containsOnlyKeys("ended by PBS: exit status -11");
        assertThat(tools.calls()).containsExactly("qstat -f -t 511[] 511");
        tools.plays("qstat", "torque-array.txt", "", 0);
        assertThat(torque.find(new SubmissionId("SB-1f2e"))).containsExactly(cluster);
    }

    @Test
    void the_number_of_a_submitted_array_is_read_from_qsub() throws Exception {
        tools.says("qsub", "107[].pbs\n", "", 0);
        assertThat(pbs().submit(request(3))).isEqualTo(CLUSTER);
        tools.says("qsub", "108.pbs.example.org\n", "", 0);
        assertThat(pbs().submit(request(1))).isEqualTo(new ClusterId(108));
        assertThat(Files.readString(directory.resolve("taskforce/cluster.pbs"))).doesNotContain("#PBS -J");
    }

    @Test
    void the_script_asks_in_the_words_of_each_flavor() {
        SubmitRequest request = request(3).withResources(new Resources(4, 3L << 30, 0, Duration.ofHours(2)));
        SubmitPlan open = pbs().plan(request);
        assertThat(open.attributes())
                .containsEntry("J", "0-2")
                .containsEntry("v", "EWMS_SUBMISSION_ID=SB-1f2e")
                .containsEntry("l", "select=1:ncpus=4:mem=3072mb,walltime=7200");
        assertThat(pbs(PbsOptions.Flavor.TORQUE).plan(request).attributes())
                .containsEntry("t", "0-2")
                .containsEntry("l", "nodes=1:ppn=4,mem=3072mb,walltime=7200")
                .doesNotContainKey("J");
        assertThat(open.shown())
                .contains("#PBS -J 0-2\n", "exec >\"../pilot-$job.out\"", "# command\nqsub cluster.pbs\n");
    }

    @Test
    void directives_of_the_site_are_options_and_add_to_what_is_asked() {
        PbsOptions options = PbsOptions.defaults().withDirectives(Map.of("q", "long", "l", "place=free"));
        try (PbsBatchSystem pbs = new PbsBatchSystem(options)) {
            assertThat(pbs.plan(request(1)).attributes())
                    .containsEntry("q", "long")
                    .containsEntry("l", "select=1:ncpus=1,place=free");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PbsOptions.defaults().withDirectives(Map.of("J", "0-9")))
                .withMessageContaining("clusters are found by it");
    }

    @Test
    void a_job_s_script_runs_the_pilot_in_a_directory_of_its_own_with_its_output_beside_it() throws Exception {
        tools.says("qsub", "107[].pbs\n", "", 0);
        SubmitRequest request = SubmitRequest.of(
                new SubmissionId("SB-1f2e"),
                "TF-1",
                3,
                new Launch.Command(List.of("sh", "-c", "echo \"$PWD $EWMS_SUBMISSION_ID\"; echo oh >&2; exit 7")),
                directory.resolve("task force"));
        pbs().submit(request);
        ProcessBuilder job = new ProcessBuilder(
                "sh", request.directory().resolve("cluster.pbs").toString());
        job.environment().put("PBS_JOBID", "107[2].pbs");
        job.environment().put("PBS_ARRAY_INDEX", "2");
        assertThat(job.start().waitFor()).isEqualTo(7);
        assertThat(request.directory().resolve("pilot-107-2.out"))
                .hasContent(request.directory().resolve("work-107-2") + " SB-1f2e");
        assertThat(request.directory().resolve("pilot-107-2.err")).hasContent("oh");
    }

    @Test
    void removing_takes_array_and_job_and_what_is_gone_already_is_no_error() throws Exception {
        tools.says("qdel", "", "qdel: Unknown Job Id 107.pbs\n", 153);
        pbs().remove(CLUSTER);
        assertThat(tools.calls()).containsExactly("qdel 107[]", "qdel 107");
        tools.says("qdel", "", "qdel: Job has finished 107[].pbs\n", 35);
        pbs().remove(CLUSTER);
        tools.says("qdel", "", "qdel: cannot connect to server pbs (errno=15010)\n", 1);
        assertThatThrownBy(() -> pbs().remove(CLUSTER))
                .isInstanceOf(BatchUnavailableException.class)
                .hasMessageContaining("cannot connect");
    }

    @Test
    void a_refusal_is_quoted_and_a_server_that_is_away_is_another_matter() throws Exception {
        tools.says("qsub", "", "qsub: Unknown queue\n", 170);
        assertThatThrownBy(() -> pbs().submit(request(1)))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("Unknown queue");
        tools.says("qsub", "", "Connection refused\nqsub: cannot connect to server pbs (errno=15010)\n", 1);
        assertThatThrownBy(() -> pbs().submit(request(1))).isInstanceOf(BatchUnavailableException.class);
        tools.says("qstat", "", "Connection refused\nqstat: cannot connect to server pbs (errno=15010)\n", 1);
        assertThatThrownBy(() -> pbs().statuses(List.of(CLUSTER))).isInstanceOf(BatchUnavailableException.class);
    }

    @Test
    void nonsense_is_an_error_that_names_the_command() throws Exception {
        tools.says("qsub", "<html>Bad gateway</html>\n", "", 0);
        assertThatThrownBy(() -> pbs().submit(request(1)))
                .isInstanceOf(GarbledOutputException.class)
                .hasMessageContaining("qsub");
        tools.says("qstat", "[{\"Jobs\": [}", "", 0);
        assertThatThrownBy(() -> pbs().find(new SubmissionId("SB-1f2e")))
                .isInstanceOf(GarbledOutputException.class)
                .hasMessageContaining("qstat");
        assertThatThrownBy(() -> pbs(PbsOptions.Flavor.TORQUE).find(new SubmissionId("SB-1f2e")))
                .isInstanceOf(GarbledOutputException.class)
                .hasMessageContaining("neither job nor attribute");
    }

    @Test
    void a_server_that_forgets_its_jobs_is_not_good_enough_and_the_error_says_what_to_do() throws Exception {
        tools.plays("qstat", "openpbs-server.txt", "", 0).says("pbsnodes", "n1 free\n", "", 0);
        pbs().check();
        assertThatThrownBy(() -> pbs(PbsOptions.Flavor.TORQUE).check()).hasMessageContaining("keep_completed = 300");
        tools.says("qstat", "Server: pbs\n    server_state = Active\n", "", 0);
        assertThatThrownBy(() -> pbs().check()).hasMessageContaining("job_history_enable = True");
    }
}
