package org.ewms.mqclient.nats.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$JS.ACK.tasks-stream.psub.3.1234567890123.7.1700000000000000000",
                "$JS.ACK.tasks-stream.psub.3.1234567890123.7.1700000000000000000.42",
                "$JS.ACK.hub.ACCOUNT.tasks-stream.psub.3.1234567890123.7.1700000000000000000.42",
                "$JS.ACK.hub.ACCOUNT.tasks-stream.psub.3.1234567890123.7.1700000000000000000.42.random"
            })
    void reads_every_form_of_the_reply_subject(String subject) {
        assertThat(Origin.of(subject)).isEqualTo(new Origin("tasks-stream", 3, 1_234_567_890_123L));
    }

    @Test
    void refuses_what_is_no_delivery() {
        assertThatThrownBy(() -> Origin.of("_INBOX.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("_INBOX.1");
        assertThatThrownBy(() -> Origin.of("$JS.ACK.tasks-stream")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Origin.of(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
