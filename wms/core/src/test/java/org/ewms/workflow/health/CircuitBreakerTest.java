package org.ewms.workflow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a place is given nothing more, and when it is tried again. */
class CircuitBreakerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static CircuitBreaker opened() {
        return CircuitBreaker.CLOSED
                .failed("a", "refused", NOW)
                .failed("b", "refused", NOW)
                .failed("c", "no such partition", NOW);
    }

    @Test
    void it_opens_when_three_different_things_have_failed_one_after_the_other() {
        assertThat(CircuitBreaker.CLOSED
                        .failed("a", "", NOW)
                        .failed("b", "", NOW)
                        .openAt(NOW))
                .isFalse();
        assertThat(opened().openAt(NOW)).isTrue();
        assertThat(opened().lastError()).isEqualTo("no such partition");
    }

    @Test
    void one_thing_alone_may_fail_however_often() {
        CircuitBreaker breaker = CircuitBreaker.CLOSED;
        for (int i = 0; i < 20; i++) {
            breaker = breaker.failed("a", "too large", NOW);
        }
        assertThat(breaker.openAt(NOW)).isFalse();
    }

    @Test
    void a_success_in_between_makes_it_forget() {
        CircuitBreaker breaker = CircuitBreaker.CLOSED
                .failed("a", "", NOW)
                .failed("b", "", NOW)
                .succeeded()
                .failed("c", "", NOW);
        assertThat(breaker.openAt(NOW)).isFalse();
    }

    @Test
    void what_is_sent_after_the_rest_decides() {
        Instant later = opened().until();
        assertThat(later).isEqualTo(NOW.plusSeconds(15));
        assertThat(opened().openAt(later)).isFalse();
        assertThat(opened().failed("d", "", later).until()).isEqualTo(later.plusSeconds(30));
        assertThat(opened().succeeded().failed("d", "", later).openAt(later)).isFalse();
    }

    @Test
    void the_rest_doubles_up_to_ten_minutes() {
        CircuitBreaker breaker = opened();
        for (int i = 0; i < 30; i++) {
            Instant at = breaker.until();
            breaker = breaker.failed("x" + i, "", at);
            assertThat(breaker.until()).isAfter(at).isBeforeOrEqualTo(at.plusSeconds(600));
        }
        assertThat(breaker.failed("late", "", NOW))
                .as("under way when it opened")
                .isEqualTo(breaker);
    }
}
