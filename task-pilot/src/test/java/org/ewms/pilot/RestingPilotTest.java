package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.ewms.mqclient.Message;
import org.junit.jupiter.api.Test;

class RestingPilotTest {
    @Test
    void what_is_told_is_what_is_heard() {
        RestingPilot told = new RestingPilot(
                "pilot-7", "n17", Instant.parse("2026-03-01T12:00:00.123Z"), "exit code 3: größer\nas expected");
        assertThat(RestingPilot.of(told.message())).contains(told);
    }

    @Test
    void other_messages_and_garbled_ones_tell_nothing() {
        assertThat(RestingPilot.of(Message.of("e", new byte[0]))).isEmpty();
        assertThat(RestingPilot.of(new Message("e", new byte[0], Map.of("sick-pilot", "p", "sick-until", "soon"))))
                .isEmpty();
    }
}
