package org.ewms.pilot.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.StopReason;
import org.ewms.pilot.internal.StopRule.Facts;
import org.junit.jupiter.api.Test;

class StopRuleTest {
    private static final StopRule RULE = StopRule.of(PilotLimits.defaults()
            .withFirstIdle(Duration.ofHours(1))
            .withIdle(Duration.ofMinutes(1))
            .withLifetime(Duration.ofDays(1)));

    private static Facts facts(Duration age, Duration silence, boolean anyTaken, int inHand) {
        return new Facts(age.toNanos(), silence.toNanos(), anyTaken, inHand);
    }

    @Test
    void waits_longer_for_the_first_event() {
        Duration silence = Duration.ofMinutes(30);
        assertThat(RULE.judge(facts(silence, silence, false, 0))).isEmpty();
        assertThat(RULE.judge(facts(silence, silence, true, 0))).contains(StopReason.IDLE);
        Duration hour = Duration.ofHours(1);
        assertThat(RULE.judge(facts(hour, hour, false, 0))).contains(StopReason.IDLE);
    }

    @Test
    void is_not_idle_while_a_task_runs_for_hours() {
        assertThat(RULE.judge(facts(Duration.ofHours(20), Duration.ofHours(19), true, 1)))
                .isEmpty();
    }

    @Test
    void stops_at_the_end_of_the_lifetime_even_when_busy() {
        assertThat(RULE.judge(facts(Duration.ofDays(1), Duration.ZERO, true, 3)))
                .contains(StopReason.LIFETIME);
    }

    @Test
    void wakes_up_just_in_time() {
        assertThat(RULE.wait(facts(Duration.ofHours(2), Duration.ofMillis(59_990), true, 0)))
                .isEqualTo(Duration.ofMillis(10));
        assertThat(RULE.wait(facts(Duration.ofHours(2), Duration.ofMillis(59_990), true, 1)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(RULE.wait(facts(Duration.ofDays(1).minusMillis(5), Duration.ZERO, true, 1)))
                .isEqualTo(Duration.ofMillis(5));
        assertThat(RULE.wait(facts(Duration.ofDays(2), Duration.ofDays(2), true, 0)))
                .isEqualTo(Duration.ofMillis(1));
    }
}
