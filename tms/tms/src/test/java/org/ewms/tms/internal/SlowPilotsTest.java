package org.ewms.tms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which pilots are too slow. */
class SlowPilotsTest {
    @Test
    void one_that_takes_more_than_five_times_the_median_is() {
        assertThat(SlowPilots.among(Map.of("a", 10., "b", 11., "c", 12., "d", 13., "e", 61.), 5))
                .containsExactly("e");
    }

    @Test
    void one_that_takes_less_is_not() {
        assertThat(SlowPilots.among(Map.of("a", 10., "b", 11., "c", 12., "d", 13., "e", 59.), 5))
                .isEmpty();
    }

    @Test
    void of_four_nobody_can_say() {
        assertThat(SlowPilots.among(Map.of("a", 10., "b", 11., "c", 12., "d", 1000.), 5))
                .isEmpty();
    }

    @Test
    void tasks_of_less_than_a_second_are_not_worth_it() {
        assertThat(SlowPilots.among(Map.of("a", .01, "b", .01, "c", .01, "d", .01, "e", .9), 5))
                .isEmpty();
    }

    @Test
    void of_many_a_tenth_at_once_the_slowest_first() {
        Map<Integer, Double> all = IntStream.range(0, 40)
                .boxed()
                .collect(Collectors.toMap(each -> each, each -> each < 30 ? 2. : 100. + each));
        assertThat(SlowPilots.among(all, 5)).containsExactly(39, 38, 37, 36);
    }

    @Test
    void chance_alone_evicts_next_to_nobody() {
        long seed = Long.getLong("ewms.seed", 1L);
        Random random = new Random(seed);
        long evicted = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            // Means of ten tasks whose lengths vary exponentially.
            Map<Integer, Double> all = IntStream.range(0, 50)
                    .boxed()
                    .collect(Collectors.toMap(
                            each -> each,
                            each -> IntStream.range(0, 10)
                                            .mapToDouble(i -> -60 * Math.log1p(-random.nextDouble()))
                                            .sum()
                                    / 10));
            evicted += SlowPilots.among(all, 5).size();
        }
        assertThat(evicted).as("of 50,000 pilots, seed " + seed).isZero();
    }
}
