package org.ewms.batch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobState;
import org.ewms.batch.contract.BatchSystemContract;
import org.junit.jupiter.api.Test;

/** The contract, kept by processes that were begun before their jobs, and what is theirs alone. */
class LocalSparesIT extends BatchSystemContract {
    /** Becomes any program that it is told. */
    private static final String WILLING = "read -r program || exit 0; : >begun; exec \"$program\" </dev/null";

    private static final int URGENT = 100;

    /** All jobs are urgent, so that the whole contract is kept with spares. */
    @Override
    protected BatchSystem open() {
        BatchSystem batch = open("state", WILLING, Integer.MIN_VALUE, false);
        Awaitility.await().atMost(patience()).until(() -> spares("state").size() >= 3);
        return batch;
    }

    private BatchSystem open(String state, String spare, int urgent, boolean bound) {
        WarmPilots warm = new WarmPilots(3, List.of("sh", "-c", spare), words -> true, Duration.ZERO);
        return new LocalBatchSystem(
                LocalOptions.in(directory().resolve(state))
                        .withSlots(8)
                        .withGrace(Duration.ofSeconds(2))
                        .withUrgent(urgent)
                        .withBound(bound)
                        .withWarm(warm),
                Clock.systemUTC());
    }

    @Override
    protected String publicKnowledge(ClusterId cluster) {
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

    private List<Path> spares(String state) {
        Path all = directory().resolve(state).resolve("spares");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(all)) {
            return found.filter(each -> Files.exists(each.resolve("pid"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitSpares(String state, int number) {
        Awaitility.await().atMost(patience()).until(() -> spares(state).size() == number);
    }

    private static ClusterStatus of(BatchSystem batch, ClusterId cluster) {
        return Objects.requireNonNull(batch.statuses(List.of(cluster)).get(cluster));
    }

    private void awaitEnd(BatchSystem batch, ClusterId cluster) {
        Awaitility.await().atMost(patience()).until(() -> of(batch, cluster).over());
    }

    private Path job(String state, ClusterId cluster) {
        return directory().resolve(state).resolve("clusters/" + cluster + "/0");
    }

    private List<String> made(String prefix) {
        return List.of(Objects.requireNonNull(directory().toFile().list((d, name) -> name.startsWith(prefix))));
    }

    /** Of the processes that work there. */
    private static List<ProcessHandle> processes(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(each -> {
                    try {
                        return Files.readString(Path.of("/proc", Long.toString(each.pid()), "environ"))
                                .contains("EWMS_LOCAL_JOB=" + directory + "\0");
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    @Test
    void an_urgent_job_is_done_by_a_spare_and_its_output_is_where_it_always_is() throws Exception {
        var request = shell(1, "pwd; echo complaint >&2; exit 3");
        ClusterId cluster = submit(request);
        assertThat(await(cluster, ClusterStatus::over).errors()).containsKey("the pilot ended with exit code 3");
        assertThat(job("state", cluster)).isSymbolicLink();
        Path output = request.directory().resolve("pilot-" + cluster + "-0.out");
        assertThat(Files.readString(output)).contains("/spares/");
        assertThat(request.directory().resolve("pilot-" + cluster + "-0.err")).hasContent("complaint");
        awaitSpares("state", 4);
    }

    @Test
    void what_is_not_urgent_leaves_the_spares_alone() {
        try (BatchSystem batch = open("mixed", WILLING, URGENT, false)) {
            awaitSpares("mixed", 3);
            ClusterId low = batch.submit(shell(2, "exit 0"));
            awaitEnd(batch, low);
            assertThat(job("mixed", low))
                    .isDirectory()
                    .satisfies(each -> assertThat(Files.isSymbolicLink(each)).isFalse());
            ClusterId high = batch.submit(shell(1, "exit 0").withPriority(URGENT));
            awaitEnd(batch, high);
            assertThat(job("mixed", high)).isSymbolicLink();
        }
    }

    @Test
    void a_job_begins_once_though_its_spare_dies_as_it_is_told() {
        try (BatchSystem batch = open("dying", "read -r program; exit 9", URGENT, false)) {
            awaitSpares("dying", 3);
            ClusterId cluster = batch.submit(
                    shell(5, "mktemp -d " + directory() + "/ran-XXXXXX").withPriority(URGENT));
            awaitEnd(batch, cluster);
            assertThat(of(batch, cluster).errors()).isEmpty();
            assertThat(of(batch, cluster).count(JobState.COMPLETED)).isEqualTo(5);
            assertThat(made("ran-")).hasSize(5);
        }
    }

    @Test
    void a_spare_that_does_not_begin_is_ended_when_its_minder_is_gone_and_the_job_begins_without_it() {
        String silent = "read -r program; exec sleep 600";
        try (BatchSystem batch = open("silent", silent, URGENT, false)) {
            awaitSpares("silent", 3);
            ClusterId cluster = batch.submit(
                    shell(1, "mktemp -d " + directory() + "/ran-XXXXXX").withPriority(URGENT));
            Awaitility.await()
                    .atMost(patience())
                    .until(() -> Files.isSymbolicLink(job("silent", cluster))
                            && of(batch, cluster).count(JobState.RUNNING) == 1);
            Path spare = job("silent", cluster).toRealPath();
            long minder = Long.parseLong(Files.readString(spare.resolve("pid")).split(" ")[0]);
            ProcessHandle.of(minder).ifPresent(ProcessHandle::destroyForcibly);
            awaitEnd(batch, cluster);
            assertThat(of(batch, cluster).errors()).isEmpty();
            assertThat(made("ran-")).hasSize(1);
            assertThat(processes(spare)).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_dead_spare_is_replaced_and_a_job_that_meets_one_begins_by_itself() {
        try (BatchSystem batch = open("killed", WILLING, URGENT, false)) {
            awaitSpares("killed", 3);
            List<Path> first = spares("killed");
            first.forEach(each -> processes(each).forEach(ProcessHandle::destroyForcibly));
            ClusterId cluster = batch.submit(
                    shell(4, "mktemp -d " + directory() + "/ran-XXXXXX").withPriority(URGENT));
            awaitEnd(batch, cluster);
            assertThat(of(batch, cluster).errors()).isEmpty();
            assertThat(made("ran-")).hasSize(4);
            Awaitility.await()
                    .atMost(patience())
                    .until(() -> spares("killed").stream()
                                    .filter(each -> !processes(each).isEmpty())
                                    .count()
                            == 3);
        }
    }

    @Test
    void spares_end_with_their_batch_system_and_jobs_that_some_have_begun_go_on() {
        ClusterId cluster;
        try (BatchSystem batch = open("closed", WILLING, URGENT, false)) {
            awaitSpares("closed", 3);
            cluster = batch.submit(shell(1, "while [ ! -e " + directory() + "/go ]; do sleep 0.1; done")
                    .withPriority(URGENT));
            Awaitility.await()
                    .atMost(patience())
                    .until(() -> Files.exists(job("closed", cluster).resolve(WarmPilots.BEGUN)));
        }
        try {
            Path own = job("closed", cluster).toRealPath();
            assertThat(spares("closed")).containsExactly(own);
            assertThat(processes(own)).isNotEmpty();
            Files.createFile(directory().resolve("go"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (BatchSystem batch = open("closed", WILLING, URGENT, false)) {
            awaitEnd(batch, cluster);
            assertThat(of(batch, cluster).errors()).isEmpty();
        }
    }

    @Test
    void a_job_that_was_given_to_a_spare_that_never_heard_of_it_begins_with_the_next_batch_system() throws Exception {
        final ClusterId cluster;
        Path state = directory().resolve("unheard");
        try (BatchSystem batch = open("unheard", WILLING, URGENT, false)) {
            cluster = batch.submit(shell(1, "mktemp -d " + directory() + "/ran-XXXXXX"));
            Awaitility.await()
                    .atMost(patience())
                    .until(() -> Files.exists(state.resolve("clusters/" + cluster + "/over")));
        }
        // As one leaves it that is killed between giving the job and telling the spare, which then ends with its input.
        Path job = job("unheard", cluster);
        Files.delete(state.resolve("clusters/" + cluster + "/over"));
        Path spare = Files.createDirectories(state.resolve("spares/77"));
        Files.writeString(spare.resolve("pid"), "999999999 1");
        Files.writeString(spare.resolve("exit"), "0");
        try (Stream<Path> files = Files.walk(job)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(each -> assertThat(each.toFile().delete()).isTrue());
        }
        Files.createSymbolicLink(job, Path.of("../../spares/77"));
        try (BatchSystem batch = open("unheard", WILLING, URGENT, false)) {
            awaitEnd(batch, cluster);
            assertThat(made("ran-")).hasSize(2);
            assertThat(spare).doesNotExist();
        }
    }

    @Test
    void a_bound_job_on_a_spare_ends_with_its_batch_system_and_begins_anew_with_the_next() throws Exception {
        String odd = "5" + ProcessHandle.current().pid() + "1";
        ClusterId cluster;
        Path spare;
        try (BatchSystem batch = open("bound", WILLING, URGENT, true)) {
            awaitSpares("bound", 3);
            cluster = batch.submit(shell(
                            1,
                            "mkdir " + directory() + "/first && exec sleep " + odd + "; mkdir " + directory()
                                    + "/again-$$")
                    .withPriority(URGENT));
            Awaitility.await()
                    .atMost(patience())
                    .until(() -> Files.exists(directory().resolve("first")));
            spare = job("bound", cluster).toRealPath();
        }
        assertThat(processes(spare)).isEmpty();
        try (BatchSystem batch = open("bound", WILLING, URGENT, true)) {
            awaitEnd(batch, cluster);
            assertThat(of(batch, cluster).errors()).isEmpty();
            assertThat(made("again-")).hasSize(1);
        }
    }
}
