package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ewms.batch.contract.HtcondorPool;
import org.ewms.batch.contract.SlurmCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's Python script over many inputs by pilots of a real batch system, the way a user goes: begun, stopped by Ctrl-C, gone on with, its
 * failures listed, the script mended, the failures tried again. {@code -Dewms.site.inputs=10000} for more inputs.
 */
class RunPythonSiteIT {
    private static final int INPUTS = Integer.getInteger("ewms.site.inputs", 150);
    private static final int WORKERS = Integer.getInteger("ewms.site.workers", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(150L * INPUTS);

    @TempDir
    private Path work = Path.of("set by JUnit");

    @Test
    void htcondor_pilots_do_all_the_work_go_on_where_they_were_stopped_and_try_again_what_failed() throws Exception {
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        try (HtcondorPool pool = HtcondorPool.start(work.resolve("pool"), repository)) {
            wholeWay("kind: htcondor\ntools: " + pool.tools());
        }
    }

    @Test
    void slurm_pilots_do_all_the_work_go_on_where_they_were_stopped_and_try_again_what_failed() throws Exception {
        try (SlurmCluster slurm = SlurmCluster.start(work.resolve("slurm"))) {
            wholeWay("kind: slurm\ntools: " + slurm.tools());
        }
    }

    private void wholeWay(String system) throws Exception {
        RunTrial trial = RunTrial.of(work, RunTrial.Language.PYTHON, INPUTS);
        trial.script("time.sleep(0.02)");
        SiteTrial site = SiteTrial.of(trial, system);
        JsonNode first = stoppedInTheMiddle(trial, site);
        Set<Integer> failed = trial.failures();
        Map<Integer, Integer> settled = once(n -> Files.exists(trial.output(n)) || failed.contains(n));
        long counted = first.path("done").asLong() + first.path("failed").asLong();
        assertThat(settled.size()).isBetween((int) counted, (int) counted + WORKERS);

        trial.forgetStarts();
        JsonNode second = goneOnWith(site);
        assertThat(second.path("skipped").asLong()).isEqualTo(first.path("done").asLong());
        assertThat(second.path("failed_before").asLong())
                .isEqualTo(first.path("failed").asLong());
        Map<Integer, Integer> begun = trial.starts();
        assertThat(begun).as("only what was missing, each once").hasSize((int) (INPUTS - counted));
        assertThat(begun).containsAllEntriesOf(once(n -> !settled.containsKey(n)));
        assertThat(begun.values()).containsOnly(1);
        Map<Integer, Integer> failing = once(RunTrial::fails);
        assertThat(second.path("done").asLong() + second.path("skipped").asLong())
                .isEqualTo(INPUTS - failing.size());
        assertThat(trial.failures()).isEqualTo(failing.keySet());
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        site.leftNothing();
        triedAgain(trial, site, failing);
    }

    private void triedAgain(RunTrial trial, SiteTrial site, Map<Integer, Integer> failing) throws Exception {
        trial.forgetStarts();
        trial.mend();
        EwmsRun again = EwmsRun.of("run", "--retry-failed", trial.runDirectory());
        assertThat(again.code()).as(() -> again.errors().toString()).isZero();
        assertThat(trial.starts()).as("only what had failed, each once").isEqualTo(failing);
        assertThat(trial.failures()).isEmpty();
        trial.hasResultsOf(INPUTS, n -> true);
        site.leftNothing();
    }

    private JsonNode stoppedInTheMiddle(RunTrial trial, SiteTrial site) throws Exception {
        try (EwmsProcess first = EwmsProcess.start(work, site.line(WORKERS))) {
            await().atMost(PATIENCE).until(() -> trial.starts().size() >= INPUTS / 3);
            site.interrupt(first);
            List<JsonNode> told = first.lines().stream().map(EwmsRun::parse).toList();
            assertThat(told).filteredOn(each -> each.has("progress")).isNotEmpty();
            JsonNode last = told.getLast();
            assertThat(last.path("interrupted").asBoolean()).isTrue();
            assertThat(last.path("done").asInt()).isBetween(1, INPUTS - 1);
            return last;
        }
    }

    private JsonNode goneOnWith(SiteTrial site) throws Exception {
        try (EwmsProcess second = EwmsProcess.start(work, site.line(WORKERS))) {
            assertThat(second.await(PATIENCE))
                    .as(() -> second.errors().toString())
                    .isEqualTo(Failures.FAILED);
            List<JsonNode> told = second.lines().stream().map(EwmsRun::parse).toList();
            List<Integer> settled = told.stream()
                    .filter(each -> each.has("progress"))
                    .map(each -> each.path("progress"))
                    .map(each -> each.path("done").asInt()
                            + each.path("failed").asInt()
                            + each.path("skipped").asInt())
                    .toList();
            assertThat(settled).isSorted().isNotEmpty().allMatch(each -> each <= INPUTS);
            return told.getLast();
        }
    }

    private static Map<Integer, Integer> once(IntPredicate which) {
        Map<Integer, Integer> all = new TreeMap<>();
        IntStream.rangeClosed(1, INPUTS).filter(which).forEach(n -> all.put(n, 1));
        return all;
    }
}
