package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class EventTimeTest {
    private static final long SECOND = 10_000_000_000L;

    @Test
    void counts_from_the_new_year() {
        assertThat(new EventTime(2016, 0).mjd()).isEqualTo(57388);
        assertThat(new EventTime(2016, 36 * 3600 * SECOND).mjd()).isEqualTo(57389.5);
    }

    @Test
    void counts_a_leap_second_in_june() {
        long daysToJuly2015 = 181;
        assertThat(new EventTime(2015, (daysToJuly2015 * 86_400 + 1) * SECOND).mjd())
                .isEqualTo(57204);
        assertThat(EventTime.ofMjd(57204)).isEqualTo(new EventTime(2015, (daysToJuly2015 * 86_400 + 1) * SECOND));
        assertThat(EventTime.ofMjd(57203)).isEqualTo(new EventTime(2015, 180L * 86_400 * SECOND));
    }

    @Property
    void comes_back_to_the_same_date(@ForAll @DoubleRange(min = 50_000, max = 70_000) double mjd) {
        assertThat(EventTime.ofMjd(mjd).mjd()).isCloseTo(mjd, within(2e-11));
    }
}
