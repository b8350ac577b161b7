package org.ewms.mqclient.pulsar.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {
    private static Acknowledged of(String upTo, String ranges) {
        return Acknowledged.of(JsonNodeFactory.instance
                .objectNode()
                .put("markDeletePosition", upTo)
                .put("individuallyDeletedMessages", ranges));
    }

    private static boolean has(Acknowledged done, long ledger, long entry) {
        return done.contains(new Acknowledged.Position(ledger, entry));
    }

    @Test
    void everything_up_to_the_mark_is_done_with_and_nothing_beyond() {
        Acknowledged done = of("7:3", "[]");
        assertThat(has(done, 7, 3)).isTrue();
        assertThat(has(done, 6, 900)).isTrue();
        assertThat(has(done, 7, 4)).isFalse();
        assertThat(has(done, 8, 0)).isFalse();
    }

    @Test
    void ranges_beyond_the_mark_are_done_with_as_their_brackets_say() {
        Acknowledged done = of("7:3", "[(7:5..7:8],(8:-1..8:0]]");
        assertThat(has(done, 7, 5)).isFalse();
        assertThat(has(done, 7, 6)).isTrue();
        assertThat(has(done, 7, 8)).isTrue();
        assertThat(has(done, 7, 9)).isFalse();
        assertThat(has(done, 8, 0)).isTrue();
        assertThat(has(done, 8, 1)).isFalse();
    }

    @Test
    void a_fresh_subscription_is_done_with_nothing() {
        assertThat(has(of("3:-1", "[]"), 3, 0)).isFalse();
    }
}
