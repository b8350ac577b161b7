package org.ewms.run.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.ewms.run.RunProgress;
import org.ewms.run.WorkKey;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final WorkKey KEY = new WorkKey(1, 2);

    @Test
    void every_input_is_counted_once() {
        Tally tally = new Tally(5, 0);
        tally.done();
        tally.failed(KEY);
        tally.passed(Plan.Decision.SKIP, KEY);
        tally.passed(Plan.Decision.FAILED_BEFORE, new WorkKey(3, 4));
        tally.passed(Plan.Decision.LEAVE_OUT, KEY);
        RunProgress now = tally.progress(SECOND);
        assertThat(now.settled()).isEqualTo(5);
        assertThat(now.secondsLeft()).isZero();
        assertThat(tally.failing()).hasSize(2);
    }

    @Test
    void the_time_left_follows_from_the_rate_of_late_and_not_from_what_was_skipped() {
        Tally tally = new Tally(200, 0);
        for (int i = 0; i < 100; i++) {
            tally.passed(Plan.Decision.SKIP, KEY);
        }
        assertThat(tally.progress(50 * SECOND).secondsLeft()).isNaN();
        for (int i = 0; i < 20; i++) {
            tally.done();
        }
        RunProgress now = tally.progress(52 * SECOND);
        assertThat(now.rate()).isEqualTo(10.0);
        assertThat(now.secondsLeft()).isEqualTo(8.0);
    }
}
