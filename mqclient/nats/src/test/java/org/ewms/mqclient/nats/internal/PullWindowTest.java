package org.ewms.mqclient.nats.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PullWindowTest {
    @Test
    void asks_for_the_whole_prefetch_at_first_and_then_for_nothing() {
        var window = new PullWindow(5);
        assertThat(window.grant(false)).isEqualTo(5);
        assertThat(window.grant(false)).isZero();
    }

    @Test
    void asks_again_for_what_was_settled() {
        var window = new PullWindow(1);
        assertThat(window.grant(false)).isEqualTo(1);
        window.arrived();
        assertThat(window.grant(false)).isZero();
        window.settled();
        assertThat(window.grant(false)).isEqualTo(1);
    }

    @Test
    void saves_small_requests_up_until_somebody_waits_and_nothing_is_on_its_way() {
        var window = new PullWindow(8);
        assertThat(window.grant(false)).isEqualTo(8);
        for (int i = 0; i < 7; i++) {
            window.arrived();
        }
        window.settled();
        assertThat(window.grant(true)).isZero();
        window.arrived();
        assertThat(window.grant(false)).isZero();
        assertThat(window.grant(true)).isEqualTo(1);
    }

    @Test
    void asks_again_for_a_quarter_of_the_prefetch_whether_somebody_waits_or_not() {
        var window = new PullWindow(8);
        assertThat(window.grant(false)).isEqualTo(8);
        window.arrived();
        window.arrived();
        window.settled();
        window.settled();
        assertThat(window.grant(false)).isEqualTo(2);
    }

    @Test
    void asks_again_for_what_the_server_gave_up() {
        var window = new PullWindow(8);
        assertThat(window.grant(false)).isEqualTo(8);
        window.arrived();
        window.returned(7);
        assertThat(window.grant(false)).isEqualTo(7);
    }

    @Test
    void never_has_more_held_and_asked_for_than_the_prefetch() {
        long seed = 7;
        var random = new Random(seed);
        for (int prefetch = 1; prefetch < 50; prefetch++) {
            var window = new PullWindow(prefetch);
            int held = 0;
            int asked = 0;
            for (int i = 0; i < 1_000; i++) {
                asked += window.grant(random.nextBoolean());
                assertThat(held + asked).as("seed %d", seed).isLessThanOrEqualTo(prefetch);
                if (asked > 0 && random.nextBoolean()) {
                    window.arrived();
                    asked--;
                    held++;
                } else if (held > 0) {
                    window.settled();
                    held--;
                }
            }
        }
    }
}
