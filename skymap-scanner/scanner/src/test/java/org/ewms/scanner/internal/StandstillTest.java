package org.ewms.scanner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final long SECOND = 1_000_000_000L;

    private final Standstill standstill = new Standstill(Duration.ofSeconds(60), 0);

    @Test
    void a_quiet_minute_is_suspicious_and_a_result_starts_it_anew() {
        assertThat(standstill.due(59 * SECOND)).isFalse();
        assertThat(standstill.due(60 * SECOND)).isTrue();
        standstill.progress(30 * SECOND);
        assertThat(standstill.due(89 * SECOND)).isFalse();
        assertThat(standstill.due(90 * SECOND)).isTrue();
    }

    @Test
    void what_is_waiting_or_with_pilots_is_not_lost() {
        assertThat(standstill.lost(3600 * SECOND, 1, 0)).isFalse();
        assertThat(standstill.lost(3600 * SECOND, 0, 1)).isFalse();
        assertThat(standstill.lost(3600 * SECOND, 0, 0)).isTrue();
    }

    @Test
    void the_broker_is_asked_once_per_patience() {
        assertThat(standstill.lost(60 * SECOND, 0, 1)).isFalse();
        assertThat(standstill.due(119 * SECOND)).isFalse();
        assertThat(standstill.due(120 * SECOND)).isTrue();
    }

    @Test
    void a_broker_that_does_not_tell_what_pilots_hold_is_given_ten_times_as_long() {
        assertThat(standstill.lost(599 * SECOND, 0, -1)).isFalse();
        assertThat(standstill.lost(600 * SECOND, 0, -1)).isTrue();
    }

    @Test
    void patience_doubles_each_time() {
        standstill.resent(60 * SECOND);
        assertThat(standstill.due(179 * SECOND)).isFalse();
        assertThat(standstill.due(180 * SECOND)).isTrue();
    }
}
