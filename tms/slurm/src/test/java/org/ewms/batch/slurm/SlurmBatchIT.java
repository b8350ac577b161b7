package org.ewms.batch.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.JobState;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.contract.CommandLineBatchContract;
import org.ewms.batch.contract.SlurmCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept on a real Slurm, and what is Slurm's alone. */
class SlurmBatchIT extends CommandLineBatchContract {
    @TempDir
    private static Path home = Path.of("set by JUnit");

    private static @Nullable SlurmCluster slurm;

    @BeforeAll
    static void startSlurm() {
        slurm = SlurmCluster.start(home.resolve("slurm"));
    }

    @AfterAll
    static void stopSlurm() {
        slurm().close();
    }

    private static SlurmCluster slurm() {
        return Objects.requireNonNull(slurm);
    }

    @Override
    protected BatchSystem open() {
        return open(tools(), Duration.ofSeconds(60));
    }

    @Override
    protected BatchSystem open(Path tools, Duration timeout) {
        return new SlurmBatchSystem(SlurmOptions.defaults()
                .withTools(CommandLineTools.defaults().withDirectory(tools).withTimeout(timeout)));
    }

    @Override
    protected Path tools() {
        return slurm().tools();
    }

    @Override
    protected String submitCommand() {
        return "sbatch";
    }

    @Override
    protected String listCommand() {
        return "squeue";
    }

    @Override
    protected List<String> description(ClusterId cluster) {
        return List.of("scontrol", "show", "job", cluster.toString());
    }

    @Test
    void directives_of_the_site_are_options_of_the_job() {
        SlurmOptions options = SlurmOptions.defaults()
                .withTools(CommandLineTools.defaults().withDirectory(tools()))
                .withDirectives(Map.of("partition", "nowhere"));
        try (BatchSystem batch = new SlurmBatchSystem(options)) {
            assertThatThrownBy(() -> batch.submit(shell(1, "true")))
                    .isInstanceOf(BatchRefusedException.class)
                    .hasMessageContaining("partition");
        }
    }

    @Test
    void requirements_in_another_systems_language_are_refused() {
        assertThatThrownBy(() -> batch().plan(shell(1, "true").withRequirements("HasSingularity")))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("condor_requirements");
    }

    @Test
    void a_slurm_whose_daemons_were_killed_goes_on_with_the_same_clusters() {
        SubmitRequest request = shell(2, "sleep 600");
        ClusterId cluster = submit(request);
        await(cluster, now -> now.count(JobState.RUNNING) == 2);
        // Slurm writes its state every few seconds, and what it has not written it loses.
        Awaitility.await().atMost(patience()).until(() -> slurm().hasWritten("ewms-" + request.submission()));
        slurm().kill();
        slurm().restart();
        assertThat(batch().find(request.submission())).containsExactly(cluster);
        batch().remove(cluster);
        assertThat(await(cluster, ClusterStatus::over).count(JobState.REMOVED)).isEqualTo(2);
    }
}
