package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ewms.batch.contract.HtcondorPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pilot with which tasks take many times longer than with others is evicted, and begun anew where they do not. */
class SlowPilotIT {
    private static final int INPUTS = 500;
    private static final int PILOTS = 6;

    @TempDir
    private Path work = Path.of("set by JUnit");

    /** The first pilot to come is the slow one, for as long as it lives. */
    private String slowOnFirstPilot() {
        return """
                echo $PPID >> W/pilots
                mkdir W/first 2>/dev/null && echo $PPID > W/first/pilot
                if [ "$(cat W/first/pilot 2>/dev/null)" = $PPID ]; then sleep 6; else sleep 0.3; fi
                """.replace("W", work.toString());
    }

    /** Events of jobs that began to run. */
    private long starts(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            long all = 0;
            for (Path each : files.toList()) {
                all += Files.readAllLines(each).stream()
                        .filter(line -> line.startsWith("001 ("))
                        .count();
            }
            return all;
        }
    }

    @Test
    void its_work_is_done_by_others_and_nothing_is_lost() throws Exception {
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        try (HtcondorPool pool = HtcondorPool.start(work.resolve("pool"), repository)) {
            RunTrial trial = RunTrial.of(work, INPUTS);
            trial.script(slowOnFirstPilot());
            Path logs = work.resolve("event-logs");
            SiteTrial site = SiteTrial.of(trial, """
                    kind: htcondor
                    tools: %s
                    event_logs: %s
                    environment: {EWMS_PILOT_HTCHIRP_RATELIMIT_INTERVAL: 1}
                    """.formatted(pool.tools(), logs));
            EwmsRun run = EwmsRun.of(site.line(PILOTS));
            assertThat(run.code()).as(() -> run.errors().toString()).isEqualTo(Failures.FAILED);
            trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
            assertThat(trial.failures()).containsExactly(37, 137, 237, 337, 437);
            String slow = Files.readString(work.resolve("first/pilot")).strip();
            List<String> tasks = Files.readAllLines(work.resolve("pilots"));
            assertThat(tasks.stream().filter(slow::equals).count()).isLessThan(10);
            assertThat(starts(logs)).as("one of them twice").isEqualTo(PILOTS + 1);
        }
    }
}
