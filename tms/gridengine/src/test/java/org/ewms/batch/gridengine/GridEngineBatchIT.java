package org.ewms.batch.gridengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.JobState;
import org.ewms.batch.Resources;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.contract.CommandLineBatchContract;
import org.ewms.batch.contract.GridEngineCell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept on a real Grid Engine, and what is Grid Engine's alone. */
class GridEngineBatchIT extends CommandLineBatchContract {
    @TempDir
    private static Path home = Path.of("set by JUnit");

    private static @Nullable GridEngineCell cell;

    @BeforeAll
    static void startGridEngine() {
        cell = GridEngineCell.start(home.resolve("gridengine"));
    }

    @AfterAll
    static void stopGridEngine() {
        cell().close();
    }

    private static GridEngineCell cell() {
        return Objects.requireNonNull(cell);
    }

    private static GridEngineOptions options(Path tools, Duration timeout) {
        return GridEngineOptions.recordsIn(home.resolve("records"))
                .withTools(CommandLineTools.defaults().withDirectory(tools).withTimeout(timeout));
    }

    @Override
    protected BatchSystem open() {
        return open(tools(), Duration.ofSeconds(60));
    }

    @Override
    protected BatchSystem open(Path tools, Duration timeout) {
        return new GridEngineBatchSystem(options(tools, timeout));
    }

    /** After its daemons were killed Grid Engine takes half a minute to delete a job. */
    @Override
    protected Duration patience() {
        return Duration.ofMinutes(4);
    }

    @Override
    protected Path tools() {
        return cell().tools();
    }

    @Override
    protected String submitCommand() {
        return "qsub";
    }

    @Override
    protected String listCommand() {
        return "qstat";
    }

    @Override
    protected List<String> description(ClusterId cluster) {
        return List.of("qstat", "-j", cluster.toString());
    }

    @Test
    void directives_of_the_site_are_options_of_the_job() {
        GridEngineOptions options =
                options(tools(), Duration.ofSeconds(60)).withDirectives(Map.of("q", "nowhere.q", "w", "e"));
        try (BatchSystem batch = new GridEngineBatchSystem(options)) {
            assertThatThrownBy(() -> batch.submit(shell(1, "true")))
                    .isInstanceOf(BatchRefusedException.class)
                    .hasMessageContaining("nowhere.q");
        }
    }

    @Test
    void requirements_in_another_systems_language_are_refused() {
        assertThatThrownBy(() -> batch().plan(shell(1, "true").withRequirements("HasSingularity")))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("condor_requirements");
    }

    @Test
    void what_a_job_needs_is_asked_for_in_grid_engines_words() {
        SubmitRequest request = shell(3, "true").withResources(new Resources(4, 3L << 30, 0, Duration.ofHours(2)));
        assertThat(batch().plan(request).attributes())
                .containsEntry("pe", "smp 4")
                .containsEntry("l", "mem_free=3072M,h_rt=7200")
                .containsEntry("t", "1-3");
    }

    @Test
    void a_pilot_that_was_killed_with_all_it_could_have_said_is_counted_as_vanished() throws Exception {
        SubmitRequest request = shell(1, "sleep 600");
        ClusterId cluster = submit(request);
        await(cluster, now -> now.count(JobState.RUNNING) == 1);
        for (ProcessHandle each : processesOf(request)) {
            each.destroyForcibly();
        }
        ClusterStatus end = await(cluster, ClusterStatus::over);
        assertThat(end.count(JobState.COMPLETED)).isEqualTo(1);
        assertThat(end.errors().keySet()).singleElement().asString().contains("vanished");
    }

    /** The job's shell and what it runs, as one who kills by the job's directory sees them. */
    private static List<ProcessHandle> processesOf(SubmitRequest request) throws IOException {
        try (DirectoryStream<Path> works = Files.newDirectoryStream(request.directory(), "work-*")) {
            Path work = works.iterator().next().toRealPath();
            List<ProcessHandle> inside = ProcessHandle.allProcesses()
                    .filter(each -> isIn(each, work))
                    .toList();
            assertThat(inside).isNotEmpty();
            return inside;
        }
    }

    private static boolean isIn(ProcessHandle process, Path directory) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .equals(directory);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_grid_engine_whose_daemons_were_killed_goes_on_with_the_same_clusters() {
        SubmitRequest request = shell(2, "sleep 600");
        ClusterId cluster = submit(request);
        await(cluster, now -> now.count(JobState.RUNNING) == 2);
        cell().kill();
        cell().restart();
        assertThat(batch().find(request.submission())).containsExactly(cluster);
        assertThat(await(cluster, now -> now.count(JobState.RUNNING) == 2).count())
                .isEqualTo(2);
        batch().remove(cluster);
        assertThat(await(cluster, ClusterStatus::over).count(JobState.REMOVED)).isEqualTo(2);
    }
}
