package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ewms.workflow.TaskforceEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table of transitions, as the REST contract wants it. */
class TransitionTableTest {
    private static final String TABLE = """
                           pre-mq  pre-launch starter submit  stopper  rm      complete
            QUEUES_ACTIVATED  MOVE    IGNORE     IGNORE  IGNORE  REFUSE   REFUSE  REFUSE
            ACTIVATION_FAILED NOTE    REFUSE     REFUSE  REFUSE  REFUSE   REFUSE  REFUSE
            LAUNCHED          REFUSE  MOVE       IGNORE  IGNORE  REFUSE   REFUSE  REFUSE
            START_CLAIMED     REFUSE  REFUSE     LEASE   REFUSE  REFUSE   REFUSE  REFUSE
            SUBMITTED         REFUSE  REFUSE     MOVE    IGNORE  LATE     IGNORE  IGNORE
            SUBMIT_FAILED     REFUSE  REFUSE     NOTE    REFUSE  NOTE     REFUSE  REFUSE
            STOP_REQUESTED    MOVE    MOVE       MOVE    MOVE    IGNORE   NOTE    NOTE
            SCALED_DOWN       MOVE    MOVE       MOVE    MOVE     IGNORE   IGNORE  IGNORE
            STOP_CLAIMED      REFUSE  REFUSE     REFUSE  REFUSE  LEASE    REFUSE  REFUSE
            REMOVED           MOVE    MOVE       MOVE    MOVE    MOVE     IGNORE  IGNORE
            REMOVE_FAILED     NOTE    NOTE       NOTE    NOTE    NOTE     IGNORE  IGNORE
            COMPLETED         MOVE    MOVE       MOVE    MOVE    MOVE     MOVE    IGNORE
            """;

    record Cell(Kind event, Phase phase, TransitionTable.Effect effect) {}

    static Stream<Cell> cells() {
        return TABLE.lines().skip(1).flatMap(line -> {
            List<String> words = Arrays.asList(line.trim().split(" +"));
            return Arrays.stream(Phase.values())
                    .map(phase -> new Cell(
                            Kind.valueOf(words.getFirst()),
                            phase,
                            TransitionTable.Effect.valueOf(words.get(phase.ordinal() + 1))));
        });
    }

    @ParameterizedTest
    @MethodSource("cells")
    void each_cell_is_as_the_contract_wants(Cell cell) {
        assertThat(TransitionTable.effect(cell.event(), cell.phase())).isEqualTo(cell.effect());
    }

    @Test
    void the_expectation_has_every_cell() {
        assertThat(cells()).hasSize(Kind.values().length * Phase.values().length);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_taskforce_does_what_its_cell_says(Cell cell) {
        Taskforce before = Samples.in(cell.phase());
        Transition transition = TaskforceLifecycle.apply(before, Samples.event(cell.event()), Samples.NOW);
        switch (cell.effect()) {
            case MOVE -> {
                Taskforce after = Samples.changed(transition);
                assertThat(after.phase()).isGreaterThan(before.phase());
                assertThat(after.log()).hasSize(before.log().size() + 1);
                assertThat(after.log().getLast())
                        .returns(after.phase(), PhaseChange::target)
                        .returns(true, PhaseChange::successful);
            }
            case NOTE -> {
                if (cell.event() == Kind.STOP_REQUESTED) {
                    assertThat(transition).as("the stop is in its log already").isEqualTo(new Transition.Unchanged());
                    return;
                }
                Taskforce after = Samples.changed(transition);
                assertThat(after.phase()).isEqualTo(before.phase());
                assertThat(after.log().getLast().successful()).isFalse();
            }
            case LEASE -> {
                Taskforce after = Samples.changed(transition);
                assertThat(after.log()).isEqualTo(before.log());
                assertThat(after.leasedAt(Samples.NOW)).isTrue();
            }
            case LATE, IGNORE -> assertThat(transition).isEqualTo(new Transition.Unchanged());
            case REFUSE -> assertThat(transition).isInstanceOf(Transition.Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void saying_a_phase_change_twice_writes_it_once(Cell cell) {
        if (cell.effect() != TransitionTable.Effect.MOVE) {
            return;
        }
        Taskforce once = Samples.changed(
                TaskforceLifecycle.apply(Samples.in(cell.phase()), Samples.event(cell.event()), Samples.NOW));
        Transition twice = TaskforceLifecycle.apply(once, Samples.event(cell.event()), Samples.NOW);
        assertThat(twice).isEqualTo(new Transition.Unchanged());
    }

    @Test
    void the_table_in_the_readme_is_the_code_s() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(TransitionTable.markdown());
    }
}
