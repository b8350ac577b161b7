package org.ewms.run.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.ewms.pilot.FileVersion;
import org.ewms.run.Outcome;
import org.ewms.run.RunMode;
import org.ewms.run.WorkKey;
import org.ewms.run.internal.Plan.Decision;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final WorkKey KEY = new WorkKey(1, 2);
    private static final WorkKey OTHER = new WorkKey(3, 4);
    private static final Optional<FileVersion> VERSION = Optional.of(new FileVersion(10, 1000));
    private static final Optional<FileVersion> TOUCHED = Optional.of(new FileVersion(10, 2000));

    private static Outcome done(WorkKey key, Optional<FileVersion> version) {
        return new Outcome.Done(key, "x.in", "x.out", version, 1);
    }

    private static Outcome failed(WorkKey key) {
        return new Outcome.Failed(key, "x.in", "x.out", 1, "exit code 1");
    }

    private static Decision decide(RunMode mode, Optional<FileVersion> present, Outcome... earlier) {
        Plan plan = new Plan(mode);
        for (Outcome each : earlier) {
            plan.learn(each);
        }
        return plan.decide(KEY, "x.out", present);
    }

    @Test
    void what_is_new_runs() {
        assertThat(decide(RunMode.MISSING, Optional.empty())).isEqualTo(Decision.RUN);
    }

    @Test
    void what_is_done_is_skipped_as_long_as_its_result_is_there() {
        assertThat(decide(RunMode.MISSING, VERSION, done(KEY, VERSION))).isEqualTo(Decision.SKIP);
        assertThat(decide(RunMode.MISSING, TOUCHED, done(KEY, VERSION))).isEqualTo(Decision.RUN_AGAIN);
        assertThat(decide(RunMode.MISSING, Optional.empty(), done(KEY, VERSION)))
                .isEqualTo(Decision.RUN_AGAIN);
    }

    @Test
    void what_gave_no_result_is_done_nevertheless() {
        assertThat(decide(RunMode.MISSING, Optional.empty(), done(KEY, Optional.empty())))
                .isEqualTo(Decision.SKIP);
    }

    @Test
    void a_changed_input_or_command_runs_again() {
        assertThat(decide(RunMode.MISSING, VERSION, done(OTHER, VERSION))).isEqualTo(Decision.RUN_AGAIN);
        assertThat(decide(RunMode.MISSING, VERSION, failed(OTHER))).isEqualTo(Decision.RUN_AGAIN);
    }

    @Test
    void an_input_changed_back_runs_again_since_the_result_is_of_the_other() {
        assertThat(decide(RunMode.MISSING, TOUCHED, done(KEY, VERSION), done(OTHER, TOUCHED)))
                .isEqualTo(Decision.RUN_AGAIN);
    }

    @Test
    void what_failed_is_tried_again_only_when_asked_for() {
        assertThat(decide(RunMode.MISSING, Optional.empty(), failed(KEY))).isEqualTo(Decision.FAILED_BEFORE);
        assertThat(decide(RunMode.FAILED, Optional.empty(), failed(KEY))).isEqualTo(Decision.RUN_AGAIN);
        assertThat(decide(RunMode.FAILED, Optional.empty(), failed(OTHER))).isEqualTo(Decision.RUN_AGAIN);
    }

    @Test
    void trying_failures_again_leaves_everything_else_alone() {
        assertThat(decide(RunMode.FAILED, Optional.empty())).isEqualTo(Decision.LEAVE_OUT);
        assertThat(decide(RunMode.FAILED, VERSION, done(OTHER, VERSION))).isEqualTo(Decision.SKIP);
        assertThat(decide(RunMode.FAILED, Optional.empty(), done(KEY, VERSION))).isEqualTo(Decision.LEAVE_OUT);
    }
}
