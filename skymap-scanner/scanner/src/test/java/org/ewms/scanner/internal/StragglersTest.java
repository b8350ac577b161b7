package org.ewms.scanner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StragglersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PIXELS = 40;

    private final Stragglers stragglers = new Stragglers(0);
    private final Set<Integer> missing =
            new TreeSet<>(IntStream.range(0, PIXELS).boxed().toList());

    /** Each took a second. */
    private void answer(long atSecond, int... indices) {
        for (int index : indices) {
            missing.remove(index);
            stragglers.answered(index, 1, atSecond * SECOND);
        }
    }

    private List<Integer> late(double atSecond) {
        int first = missing.stream().findFirst().orElse(PIXELS);
        return stragglers.late((long) (atSecond * SECOND), first, PIXELS, missing::contains);
    }

    @Test
    void one_that_later_ones_have_overtaken_is_late_after_four_times_as_long_as_they_took() {
        answer(
                10,
                IntStream.range(0, PIXELS)
                        .filter(index -> index != 7 && index != 30)
                        .toArray());
        assertThat(late(12.9)).isEmpty();
        assertThat(late(13)).containsExactly(7, 30);
        assertThat(late(13.1)).as("sent once more just now").isEmpty();
    }

    @Test
    void the_last_ones_are_late_when_nothing_comes_any_more() {
        answer(10, IntStream.range(0, PIXELS - 2).toArray());
        assertThat(late(13.9)).isEmpty();
        assertThat(late(14)).containsExactly(PIXELS - 2, PIXELS - 1);
    }

    @Test
    void those_that_may_still_be_on_the_queue_are_not_late_while_others_come() {
        for (int second = 1; second < PIXELS; second++) {
            answer(second, second - 1);
            assertThat(late(second)).isEmpty();
        }
    }

    @Test
    void each_further_attempt_is_given_twice_the_time_and_the_fourth_is_the_last() {
        answer(10, IntStream.range(1, PIXELS).toArray());
        assertThat(late(13)).containsExactly(0);
        assertThat(late(16.9)).isEmpty();
        assertThat(late(17)).containsExactly(0);
        assertThat(late(24.9)).isEmpty();
        assertThat(late(25)).containsExactly(0);
        assertThat(late(10_000)).isEmpty();
    }

    @Test
    void quick_ones_are_given_two_seconds_at_least() {
        for (int index = 1; index < PIXELS; index++) {
            missing.remove(index);
            stragglers.answered(index, 0.001, 10 * SECOND);
        }
        assertThat(late(11.9)).isEmpty();
        assertThat(late(12.1)).containsExactly(0);
    }

    @Test
    void as_long_as_nothing_was_answered_nobody_knows_what_late_is() {
        assertThat(late(1e6)).isEmpty();
    }

    @Test
    void what_a_pilot_says_it_took_is_not_believed_beyond_measure() {
        for (int index = 1; index < PIXELS; index++) {
            missing.remove(index);
            stragglers.answered(index, index % 2 == 0 ? Double.MAX_VALUE : Double.NaN, 10 * SECOND);
        }
        assertThat(late(20)).isEmpty();
    }
}
