package org.ewms.mqclient.nats.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a b",
                " ends ",
                "näïve ☃ 𝄞",
                "100%",
                "%41",
                "%",
                "line\r\nNats-Msg-Id: forged",
                "Nats-Msg-Id",
                "a:b"
            })
    void any_text_survives_as_name_and_value(String text) {
        assertThat(HeaderText.decode(HeaderText.encodeValue(text))).isEqualTo(text);
        assertThat(HeaderText.decode(HeaderText.encodeName(text))).isEqualTo(text);
        assertThat(HeaderText.encodeValue(text)).matches("[ -~]*");
        assertThat(HeaderText.encodeName(text)).matches("[!-~&&[^:]]*");
    }

    @Test
    void plain_text_is_left_readable() {
        assertThat(HeaderText.encodeValue("scan/8/767/6: done")).isEqualTo("scan/8/767/6: done");
    }

    @Test
    void an_application_cannot_forge_the_servers_headers() {
        assertThat(HeaderText.encodeName("nats-expected-stream")).doesNotStartWithIgnoringCase("nats-");
    }

    @Test
    void stray_percent_signs_of_other_clients_stay() {
        assertThat(HeaderText.decode("50% of 3%zz")).isEqualTo("50% of 3%zz");
    }
}
