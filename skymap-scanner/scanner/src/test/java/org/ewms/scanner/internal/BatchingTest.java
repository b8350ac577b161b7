package org.ewms.scanner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchingTest {
    @Test
    void quick_pixels_travel_together_slow_ones_alone() {
        Batching quick = new Batching();
        quick.learn(10, 0.001);
        assertThat(quick.next(100_000)).isEqualTo(Batching.MAX_PIXELS);
        Batching slow = new Batching();
        slow.learn(1, 0.3);
        assertThat(slow.next(100_000)).isOne();
        assertThat(slow.split()).isFalse();
    }

    @Test
    void very_slow_pixels_are_split_into_their_variations() {
        Batching batching = new Batching();
        batching.learn(1, 30);
        assertThat(batching.split()).isTrue();
    }

    @Test
    void messages_shrink_towards_the_end_of_a_round() {
        Batching batching = new Batching();
        batching.learn(10, 0.001);
        assertThat(batching.next(320)).isEqualTo(10);
        assertThat(batching.next(5)).isOne();
    }

    @Test
    void nonsense_in_a_report_teaches_nothing() {
        Batching batching = new Batching();
        batching.learn(10, Double.NaN);
        batching.learn(10, -5);
        batching.learn(0, 5);
        assertThat(batching.next(100_000)).isEqualTo(4);
    }
}
