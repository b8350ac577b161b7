package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ewms.batch.contract.HtcondorPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pilots of a real HTCondor pool are killed with signal 9 all the while, and each input still has one outcome that counts. The whole of it, 30 %
 * of twenty pilots a minute: {@code -Dewms.kills.tasks=20000 -Dewms.kills.pilots=20 -Dewms.kills.percent=30}.
 */
class RunPilotKillsIT {
    private static final int TASKS = Integer.getInteger("ewms.kills.tasks", 400);
    private static final int PILOTS = Integer.getInteger("ewms.kills.pilots", 4);
    private static final int PERCENT = Integer.getInteger("ewms.kills.percent", 300);
    private static final long SEED = Long.getLong("ewms.seed", new Random().nextLong());
    private static final long TICK_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5).plusMillis(150L * TASKS);

    @TempDir
    private Path work = Path.of("set by JUnit");

    @Test
    void of_each_input_one_outcome_counts_though_pilots_are_killed_all_the_while() throws Exception {
        System.out.println("-Dewms.seed=" + SEED);
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        try (HtcondorPool pool = HtcondorPool.start(work.resolve("pool"), repository)) {
            RunTrial trial = RunTrial.of(work, TASKS);
            SiteTrial site = SiteTrial.of(trial, "kind: htcondor\ntools: " + pool.tools());
            long failing = java.util.stream.IntStream.rangeClosed(1, TASKS)
                    .filter(RunTrial::fails)
                    .count();
            try (EwmsProcess run = EwmsProcess.start(work, site.line(PILOTS))) {
                int kills = killUntilEnd(run, site);
                int starts =
                        trial.starts().values().stream().mapToInt(each -> each).sum();
                System.out.println(kills + " of " + PILOTS + " pilots killed while " + TASKS + " tasks were done in "
                        + starts + " starts");
                assertThat(run.await()).as(() -> run.errors().toString()).isEqualTo(Failures.FAILED);
                JsonNode last = EwmsRun.parse(run.lines().getLast());
                assertThat(kills).isPositive();
                assertThat(last.path("done").asLong()).isEqualTo(TASKS - failing);
                assertThat(last.path("failed").asLong()).isEqualTo(failing);
                assertThat(trial.failures()).hasSize((int) failing).allMatch(RunTrial::fails);
                trial.hasResultsOf(TASKS, n -> !RunTrial.fails(n));
                site.leftNothing();
            }
            trial.forgetStarts();
            JsonNode again = RunTrial.last(EwmsRun.of(site.line(PILOTS)));
            assertThat(again.path("skipped").asLong())
                    .as("all that was done is known")
                    .isEqualTo(TASKS - failing);
            assertThat(trial.starts()).isEmpty();
        }
    }

    /** Each tick as many as come to that part of the pilots in a minute. */
    private static int killUntilEnd(EwmsProcess run, SiteTrial site) throws Exception {
        Random random = new Random(SEED);
        long end = System.nanoTime() + PATIENCE.toNanos();
        double due = 0;
        int kills = 0;
        while (!run.process().waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
            List<ProcessHandle> pilots = site.pilots().stream()
                    .filter(each -> each.info().command().orElse("").endsWith("/java"))
                    .toList();
            due += pilots.size() * PERCENT / 100.0 * TICK_MILLIS / 60_000;
            for (; due >= 1 && !pilots.isEmpty(); due--) {
                pilots.get(random.nextInt(pilots.size())).destroyForcibly();
                kills++;
            }
        }
        return kills;
    }
}
