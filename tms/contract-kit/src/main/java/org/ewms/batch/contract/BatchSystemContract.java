package org.ewms.batch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobState;
import org.ewms.batch.Launch;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** The specification of {@link BatchSystem}, run on a real one. Subclasses say how to reach theirs. */
public abstract class BatchSystemContract {
    private static final int MANY = 50;
    private static final String SECRET = "s3cr3t-of-the-queue";

    /** A batch system that has just removed a job may still write its output while the directory goes. */
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory = Path.of("set by JUnit");

    private final List<ClusterId> submitted = new ArrayList<>();
    private @Nullable BatchSystem batch;
    private int number;

    /** Reaches the batch system anew, as a process does that was just started. */
    protected abstract BatchSystem open();

    /** All that anybody on the batch system can see of a cluster: its description, the arguments of its processes. */
    protected abstract String publicKnowledge(ClusterId cluster) throws IOException;

    /** How long anything may take. */
    protected Duration patience() {
        return Duration.ofSeconds(120);
    }

    @BeforeEach
    void openSystem() {
        batch = open();
    }

    @AfterEach
    void removeAll() {
        submitted.forEach(batch()::remove);
        batch().close();
    }

    /** The system under test. */
    protected final BatchSystem batch() {
        return Objects.requireNonNull(batch, "opened before each test");
    }

    /** A directory of this test, which jobs see as well. */
    protected final Path directory() {
        return directory;
    }

    /** A request of so many jobs, each running a shell script. */
    protected final SubmitRequest shell(int workers, String script) {
        number++;
        String name = "SB-" + Long.toHexString(System.nanoTime()) + "-" + number;
        return SubmitRequest.of(
                new SubmissionId(name),
                "TF-" + name,
                workers,
                new Launch.Command(List.of("sh", "-c", script)),
                directory.resolve("taskforce-" + number));
    }

    /** Submits, to be removed at the end of the test. */
    protected final ClusterId submit(SubmitRequest request) {
        ClusterId id = batch().submit(request);
        submitted.add(id);
        return id;
    }

    /** To be removed at the end of the test, however it came about. */
    protected final void removeLater(ClusterId id) {
        submitted.add(id);
    }

    /** Waits until the cluster is as wanted. */
    protected final ClusterStatus await(ClusterId cluster, Predicate<ClusterStatus> wanted) {
        return Awaitility.await()
                .atMost(patience())
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> batch().statuses(List.of(cluster))
                                .getOrDefault(cluster, new ClusterStatus(Map.of(), Map.of(), false)),
                        wanted);
    }

    private ClusterStatus awaitState(ClusterId cluster, JobState state, int number) {
        return await(cluster, status -> status.count(state) == number);
    }

    private static List<String> lines(Path out) {
        try (Stream<Path> files = Files.list(out)) {
            List<String> all = new ArrayList<>();
            for (Path each :
                    files.filter(f -> f.toString().endsWith(".done")).sorted().toList()) {
                all.add(Files.readString(each).strip());
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void the_system_answers() {
        batch().check();
    }

    @Test
    void each_of_many_jobs_runs_once_with_its_environment_and_its_files() throws Exception {
        Path out = Files.createDirectories(directory.resolve("out"));
        // A name is given to each by mktemp; what is written appears at once.
        SubmitRequest request = shell(
                        MANY, "f=$(mktemp -p " + out + ") && echo \"$GREETING $(cat \"$KEY\")\" >$f && mv $f $f.done")
                .withEnvironment(Map.of("GREETING", "it's \"quoted\" $HOME `id`", "KEY", SubmitRequest.FILES + "/key"))
                .withFiles(Map.of("key", SECRET));
        ClusterId cluster = submit(request);
        ClusterStatus end = await(cluster, ClusterStatus::over);
        assertThat(end.count(JobState.COMPLETED)).isEqualTo(MANY);
        assertThat(end.count()).isEqualTo(MANY);
        assertThat(end.errors()).isEmpty();
        assertThat(lines(out)).hasSize(MANY).containsOnly("it's \"quoted\" $HOME `id` " + SECRET);
    }

    @Test
    void a_cluster_is_found_by_its_submission_while_it_runs_and_when_it_has_ended() {
        SubmitRequest request = shell(2, "sleep 600");
        assertThat(batch().find(request.submission())).isEmpty();
        ClusterId cluster = submit(request);
        assertThat(batch().find(request.submission())).containsExactly(cluster);
        awaitState(cluster, JobState.RUNNING, 2);
        batch().remove(cluster);
        await(cluster, ClusterStatus::over);
        assertThat(batch().find(request.submission())).containsExactly(cluster);
    }

    @Test
    void two_submissions_are_two_clusters() {
        SubmitRequest first = shell(1, "sleep 600");
        SubmitRequest further = shell(3, "sleep 600");
        ClusterId one = submit(first);
        ClusterId other = submit(further);
        assertThat(other).isNotEqualTo(one);
        awaitState(one, JobState.RUNNING, 1);
        awaitState(other, JobState.RUNNING, 3);
        batch().remove(one);
        await(one, ClusterStatus::over);
        assertThat(batch().statuses(List.of(one, other)).get(other))
                .satisfies(status -> assertThat(status.count(JobState.RUNNING)).isEqualTo(3));
    }

    @Test
    void removing_ends_every_job_and_may_be_repeated() {
        ClusterId cluster = submit(shell(5, "sleep 600"));
        awaitState(cluster, JobState.RUNNING, 5);
        batch().remove(cluster);
        batch().remove(cluster);
        ClusterStatus end = await(cluster, ClusterStatus::over);
        assertThat(end.count(JobState.REMOVED)).isEqualTo(5);
        batch().remove(cluster);
    }

    @Test
    void jobs_are_removed_before_they_ever_ran() {
        ClusterId cluster = submit(shell(3, "sleep 600"));
        batch().remove(cluster);
        assertThat(await(cluster, ClusterStatus::over).count(JobState.REMOVED)).isEqualTo(3);
    }

    @Test
    void nothing_is_known_of_a_cluster_that_never_was() {
        ClusterId never = new ClusterId(987_654);
        assertThat(batch().statuses(List.of(never))).isEmpty();
        batch().remove(never);
        assertThat(batch().find(new SubmissionId("SB-never"))).isEmpty();
        assertThatThrownBy(() -> batch().hold(never)).isInstanceOf(BatchRefusedException.class);
        assertThatThrownBy(() -> batch().release(never)).isInstanceOf(BatchRefusedException.class);
    }

    @Test
    void a_pilot_that_fails_is_counted_with_its_error() {
        ClusterId cluster = submit(shell(3, "exit 7"));
        ClusterStatus end = await(cluster, ClusterStatus::over);
        assertThat(end.count(JobState.COMPLETED)).isEqualTo(3);
        assertThat(end.errors()).containsExactly(Map.entry("the pilot ended with exit code 7", 3));
    }

    @Test
    void who_comes_anew_finds_watches_and_removes_what_another_submitted() {
        SubmitRequest request = shell(2, "sleep 600");
        ClusterId cluster = submit(request);
        awaitState(cluster, JobState.RUNNING, 2);
        batch().close();
        batch = open();
        assertThat(batch().find(request.submission())).containsExactly(cluster);
        awaitState(cluster, JobState.RUNNING, 2);
        batch().remove(cluster);
        assertThat(await(cluster, ClusterStatus::over).count(JobState.REMOVED)).isEqualTo(2);
    }

    @Test
    void a_dry_run_is_what_is_submitted_and_submits_nothing() throws Exception {
        SubmitRequest request = shell(1, "sleep 600").withFiles(Map.of("key", SECRET));
        SubmitPlan plan = batch().plan(request);
        assertThat(batch().find(request.submission())).isEmpty();
        assertThat(plan.directory()).doesNotExist();
        assertThat(plan.shown()).doesNotContain(SECRET).contains("sleep 600");
        submit(request);
        for (PlannedFile each : plan.files()) {
            Path file = plan.directory().resolve(each.name());
            assertThat(file).hasContent(each.content());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(each.executable() ? "rwx------" : "rw-------");
        }
    }

    @Test
    void no_secret_is_in_what_everybody_sees() throws Exception {
        ClusterId cluster = submit(shell(1, "sleep 600").withFiles(Map.of("key", SECRET)));
        awaitState(cluster, JobState.RUNNING, 1);
        assertThat(publicKnowledge(cluster)).isNotEmpty().doesNotContain(SECRET);
    }

    @Test
    void held_jobs_stop_say_so_and_run_again_when_released() {
        if (!batch().capabilities().contains(Capability.HOLD)) {
            assertThatThrownBy(() -> batch().hold(submit(shell(1, "sleep 600"))))
                    .isInstanceOf(BatchRefusedException.class);
            return;
        }
        ClusterId cluster = submit(shell(2, "sleep 600"));
        awaitState(cluster, JobState.RUNNING, 2);
        batch().hold(cluster);
        ClusterStatus held = awaitState(cluster, JobState.HELD, 2);
        assertThat(held.over()).isFalse();
        assertThat(held.jobs().keySet())
                .allSatisfy(kind -> assertThat(kind.holdReason()).isNotBlank());
        batch().release(cluster);
        awaitState(cluster, JobState.RUNNING, 2);
    }
}
