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

    @Test
    void a_pilot_that_was_killed_is_told_apart_from_one_that_ended() {
        ClusterId cluster = submit(shell(1, "kill -9 $PPID; kill -9 $$"));
        assertThat(await(cluster, ClusterStatus::over).errors().keySet())
                .allSatisfy(error -> assertThat(error).contains("vanished"));
    }

    @Test
    void one_state_directory_is_of_one_process_at_a_time() {
        assertThatThrownBy(this::open)
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("state directory of its own");
    }
}
