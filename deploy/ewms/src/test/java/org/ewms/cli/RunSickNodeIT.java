package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms run --site} where a node, or the command itself, fails at once whatever it is given. */
class RunSickNodeIT {
    private static final int INPUTS = 120;

    /** Those that are started first are on one machine, which is broken; the others wait until it has done harm. */
    private static final String MACHINES = """
            for slot in 1 2 3; do
              if mkdir "HERE/slot$slot" 2>/dev/null; then MACHINE=broken; fi
              if [ "$MACHINE" ]; then break; fi
            done
            if [ -z "$MACHINE" ]; then
              MACHINE=sound
              until grep -q broken "HERE/machines"; do sleep 0.1; done
            fi
            export MACHINE EWMS_PILOT_NODE_DIR="HERE/$MACHINE"
            exec "$@"
            """;

    @TempDir
    private Path work = Path.of("set by JUnit");

    private SiteTrial site(String wait, String before) throws IOException {
        RunTrial trial = RunTrial.of(work, INPUTS);
        trial.script(wait);
        return SiteTrial.of(
                trial,
                "kind: local\nslots: 6\ngrace: 5\ndefaults: {EWMS_PILOT_SICK_AFTER: 3, EWMS_PILOT_SICK_WITHIN: 60}",
                before);
    }

    private List<String> machines() throws IOException {
        return Files.readAllLines(work.resolve("machines"));
    }

    @Test
    void a_broken_node_costs_three_tasks_at_most_and_no_input() throws Exception {
        Files.createFile(work.resolve("machines"));
        Path machine = Files.writeString(work.resolve("machine.sh"), MACHINES.replace("HERE", work.toString()));
        SiteTrial site = site(
                "echo $MACHINE >> " + work.resolve("machines") + "; [ $MACHINE = sound ] || exit 9",
                "sh, " + machine + ", ");
        site.trial().mend("echo $MACHINE >> " + work.resolve("machines") + "; [ $MACHINE = sound ] || exit 9");
        EwmsRun run = EwmsRun.of(site.line(6));
        assertThat(run.code()).as(() -> run.errors().toString()).isZero();
        assertThat(RunTrial.last(run).path("done").asInt()).isEqualTo(INPUTS);
        site.trial().hasResultsOf(INPUTS, n -> true);
        assertThat(machines().stream().filter("broken"::equals).count()).isBetween(1L, 3L);
        assertThat(machines().stream().filter("sound"::equals).count()).isEqualTo(INPUTS);
        assertThat(run.errors()).anyMatch(line -> line.contains("have rested") && line.contains("exit code 9"));
        site.leftNothing();
    }

    @Test
    void a_command_that_fails_always_ends_the_run_soon_with_the_reason_and_mended_it_goes_on() throws Exception {
        SiteTrial site = site("echo 'no such calibration' >&2; exit 4", "");
        EwmsRun run = EwmsRun.of(site.line(3));
        assertThat(run.code()).isEqualTo(Failures.FAILED);
        assertThat(run.errors())
                .anyMatch(line -> line.contains("nothing has succeeded")
                        && line.contains("exit code 4")
                        && line.contains(": no such calibration")
                        && line.contains("--sick-after 0"));
        assertThat(site.trial().starts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3);
        assertThat(site.trial().failures()).isEmpty();
        assertThat(site.pilots()).isEmpty();
        site.trial().mend();
        EwmsRun again = EwmsRun.of(site.line(3));
        assertThat(again.code()).as(() -> again.errors().toString()).isZero();
        site.trial().hasResultsOf(INPUTS, n -> true);
        site.leftNothing();
    }

    @Test
    void with_sick_after_0_every_input_is_tried_and_its_failure_listed() throws Exception {
        SiteTrial site = site("exit 4", "");
        EwmsRun run = EwmsRun.of(site.line(3, "--sick-after", 0));
        assertThat(run.code()).isEqualTo(Failures.FAILED);
        assertThat(RunTrial.last(run).path("failed").asInt()).isEqualTo(INPUTS);
        assertThat(site.trial().failures()).hasSize(INPUTS);
    }
}
