package org.ewms.mqclient.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokersTest {
    @Test
    void an_unknown_scheme_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> Brokers.connect("kafka://host:1", ConnectOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'kafka'")
                .hasMessageContaining("artemis")
                .hasMessageContaining("ewms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ewms://me:s3cret@host:1", "ewms://me:s3cret@ho st:1", "me:s3cret@host", "ewms://:s3cret@host"})
    void a_secret_in_the_uri_is_refused_and_not_repeated(String uri) {
        assertThatThrownBy(() -> Brokers.connect(uri, ConnectOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host:5672", "ewms:", "ewms:///path", "ewms://host:1?password=x", "//host"})
    void a_malformed_uri_is_a_clear_error(String uri) {
        assertThatThrownBy(() -> Brokers.connect(uri, ConnectOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URI");
    }
}
