package org.ewms.batch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobState;
import org.ewms.batch.contract.BatchSystemContract;
import org.junit.jupiter.api.Test;

/** The contract, kept by processes of this machine, and what is theirs alone. */
class LocalBatchIT extends BatchSystemContract {
    private LocalOptions options() {
        return LocalOptions.in(directory().resolve("state")).withSlots(8).withGrace(Duration.ofSeconds(2));
    }

    @Override
    protected BatchSystem open() {
        return new LocalBatchSystem(options(), Clock.systemUTC());
    }

    @Override
    protected String publicKnowledge(ClusterId cluster) throws IOException {
        return ProcessHandle.allProcesses()
                .map(each -> {
                    try {
                        return Files.readString(Path.of("/proc", Long.toString(each.pid()), "cmdline"));
                    } catch (IOException e) {
                        return "";
                    }
                })
                .collect(Collectors.joining("\n"));
    }

    private long processes(String words) {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(words))
                .count();
    }

    @Test
    void a_whole_process_tree_is_killed_also_what_left_its_session_or_ignores_signals() {
        String odd = "6" + ProcessHandle.current().pid() + "1";
        String stubborn = "trap '' TERM; setsid sleep " + odd + " & (setsid sh -c 'trap \"\" TERM; sleep " + odd
                + "; :' &) ; sleep " + odd + "; sleep " + odd;
        ClusterId cluster = submit(shell(1, stubborn));
        await(cluster, status -> status.count(JobState.RUNNING) == 1);
        Awaitility.await().atMost(patience()).until(() -> processes("sleep " + odd) >= 3);
        batch().remove(cluster);
        await(cluster, ClusterStatus::over);
        assertThat(processes("sleep " + odd)).isZero();
    }

    @Test
    void no_more_jobs_run_than_there_are_slots_and_the_rest_follow() {
        ClusterId cluster = submit(shell(20, "sleep 0.3"));
        Awaitility.await()
                .atMost(patience())
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    ClusterStatus now = Objects.requireNonNull(
                            batch().statuses(List.of(cluster)).get(cluster));
                    assertThat(now.count(JobState.RUNNING)).isLessThanOrEqualTo(8);
                    return now.over();
                });
    }

    private static long niceness(String file) throws IOException {
        return Long.parseLong(Files.readString(Path.of(file)).strip());
    }

    /** How far its session stands back. */
    private static long standsBack(String file) throws IOException {
        String told = Files.readString(Path.of(file)).strip();
        return Long.parseLong(told.substring(told.lastIndexOf(' ') + 1));
    }

    private void awaitText(String file) {
        Awaitility.await()
                .atMost(patience())
                .until(() -> Files.exists(directory().resolve(file))
                        && !Files.readString(directory().resolve(file)).isBlank());
    }

    @Test
    void an_urgent_job_takes_a_place_of_its_own_and_is_not_niced_as_the_others_are() throws Exception {
        String odd = "8" + ProcessHandle.current().pid() + "1";
        String told = "cat /proc/self/autogroup > " + directory() + "/%1$s-session; nice > " + directory() + "/%1$s; ";
        LocalOptions options = LocalOptions.in(directory().resolve("mixed"))
                .withSlots(1)
                .withGrace(Duration.ofSeconds(2))
                .withUrgent(100);
        try (BatchSystem batch = new LocalBatchSystem(options, Clock.systemUTC())) {
            ClusterId low = batch.submit(shell(1, told.formatted("alone") + "exec sleep " + odd));
            awaitText("alone");
            ClusterId waits = batch.submit(shell(1, "exit 0"));
            ClusterId urgent = batch.submit(
                    shell(1, told.formatted("urgent") + "exec sleep 600").withPriority(100));
            Awaitility.await().atMost(patience()).until(() -> of(batch, urgent).count(JobState.RUNNING) == 1);
            awaitText("urgent");
            assertThat(of(batch, waits).count(JobState.IDLE)).isEqualTo(1);
            batch.remove(low);
            batch.remove(urgent);
            Awaitility.await().atMost(patience()).until(() -> of(batch, waits).over());
            assertThat(niceness(directory() + "/alone")).isGreaterThan(niceness(directory() + "/urgent"));
            if (Files.exists(Path.of("/proc/self/autogroup"))) {
                assertThat(standsBack(directory() + "/alone-session"))
                        .isGreaterThan(standsBack(directory() + "/urgent-session"));
            }
        }
    }

    @Test
    void a_pilot_that_was_killed_is_told_apart_from_one_that_ended() {
        ClusterId cluster = submit(shell(1, "kill -9 $PPID; kill -9 $$"));
        assertThat(await(cluster, ClusterStatus::over).errors().keySet())
                .allSatisfy(error -> assertThat(error).contains("vanished"));
    }

    private BatchSystem bound() {
        return new LocalBatchSystem(
                LocalOptions.in(directory().resolve("bound"))
                        .withSlots(8)
                        .withGrace(Duration.ofSeconds(2))
                        .withBound(true),
                Clock.systemUTC());
    }

    private static ClusterStatus of(BatchSystem batch, ClusterId cluster) {
        return Objects.requireNonNull(batch.statuses(List.of(cluster)).get(cluster));
    }

    @Test
    void bound_jobs_end_with_their_batch_system_and_only_those_not_done_begin_anew_with_the_next() {
        String odd = "7" + ProcessHandle.current().pid() + "1";
        String script = "mkdir first 2>/dev/null && exec sleep " + odd + "; mkdir " + directory() + "/again-$$";
        ClusterId cluster;
        ClusterId done;
        try (BatchSystem batch = bound()) {
            done = batch.submit(shell(1, "mkdir " + directory() + "/done-$$; exit 3"));
            cluster = batch.submit(shell(3, script));
            Awaitility.await().atMost(patience()).until(() -> processes("sleep " + odd) == 3);
            Awaitility.await()
                    .atMost(patience())
                    .until(() -> of(batch, done).over()
                            && Files.exists(directory().resolve("bound/clusters/" + done + "/over")));
        }
        assertThat(processes("sleep " + odd)).isZero();
        try (BatchSystem batch = bound()) {
            Awaitility.await().atMost(patience()).until(() -> of(batch, cluster).over());
            assertThat(of(batch, cluster).count(JobState.COMPLETED)).isEqualTo(3);
            assertThat(of(batch, cluster).errors()).isEmpty();
            assertThat(directory().toFile().list((d, name) -> name.startsWith("again-")))
                    .hasSize(3);
            assertThat(directory().toFile().list((d, name) -> name.startsWith("done-")))
                    .hasSize(1);
        }
    }

    @Test
    void bound_jobs_that_failed_while_nobody_looked_after_them_begin_anew() throws Exception {
        ClusterId cluster;
        try (BatchSystem batch = bound()) {
            cluster = batch.submit(shell(2, "mkdir first 2>/dev/null && exec sleep 600; exit 0"));
            Awaitility.await().atMost(patience()).until(() -> of(batch, cluster).count(JobState.RUNNING) == 2);
        }
        // As a machine leaves it that was switched off: one job told its end, the other could not.
        Path jobs = directory().resolve("bound/clusters/" + cluster);
        Files.writeString(jobs.resolve("0/pid"), "999999999 1");
        Files.writeString(jobs.resolve("0/exit"), "1");
        Files.writeString(jobs.resolve("1/pid"), "999999999 1");
        try (BatchSystem batch = bound()) {
            Awaitility.await().atMost(patience()).until(() -> of(batch, cluster).over());
            assertThat(of(batch, cluster).errors()).isEmpty();
        }
    }

    @Test
    void one_state_directory_is_of_one_process_at_a_time() {
        assertThatThrownBy(this::open)
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("state directory of its own");
    }
}
