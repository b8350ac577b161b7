package org.ewms.skydriver.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndForecastsTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
    private static final double MANY = 1e6;

    private final EndForecasts forecasts = new EndForecasts();

    private EndForecasts.Range at(int second, int left, double fits) {
        return forecasts.add(BEGUN, BEGUN.plusSeconds(second), Duration.ofSeconds(left), fits);
    }

    @Test
    void who_foresees_the_same_end_all_the_time_is_sure_of_it() {
        at(10, 90, MANY);
        EndForecasts.Range range = at(20, 80, MANY);
        assertThat(Duration.between(range.earliest(), range.latest())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void what_was_foreseen_in_the_latter_half_is_the_spread() {
        at(10, 300, MANY);
        at(60, 140, MANY);
        EndForecasts.Range range = at(100, 50, MANY);
        // 310 s was foreseen in the first half, which no longer counts; 200 s in the second.
        assertThat(range.earliest()).isBetween(BEGUN.plusSeconds(149), BEGUN.plusSeconds(150));
        assertThat(range.latest()).isEqualTo(BEGUN.plusSeconds(200));
    }

    @Test
    void a_pace_known_from_few_fits_is_not_sure() {
        EndForecasts.Range range = at(100, 100, 4);
        assertThat(range.earliest()).isEqualTo(BEGUN.plusSeconds(150));
        assertThat(range.latest()).isEqualTo(BEGUN.plusSeconds(250));
        EndForecasts.Range blind = new EndForecasts().add(BEGUN, BEGUN.plusSeconds(1), Duration.ofSeconds(9), 0);
        assertThat(blind.earliest()).isEqualTo(BEGUN.plusSeconds(1));
    }

    @Test
    void no_end_is_in_the_past() {
        at(50, 1, MANY);
        assertThat(at(99, 100, MANY).earliest()).isEqualTo(BEGUN.plusSeconds(99));
    }
}
