package org.ewms.mqclient.rabbitmq.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    private static Endpoint of(String uri) {
        return Endpoint.of(URI.create(uri));
    }

    @Test
    void a_host_is_enough() {
        assertThat(of("amqp://mq")).isEqualTo(new Endpoint(false, "mq", 5672, "/", null, false, 16 << 20));
    }

    @Test
    void every_part_is_read() {
        assertThat(of("amqps://us%40er@mq.example:1234/a%2Fb?declare=mqclient&max-message-bytes=1000"))
                .isEqualTo(new Endpoint(true, "mq.example", 1234, "a/b", "us@er", true, 1000));
    }

    @Test
    void tls_has_a_port_of_its_own() {
        assertThat(of("amqps://mq").port()).isEqualTo(5671);
    }

    @ParameterizedTest
    @CsvSource({
        "amqp:///vhost, host",
        "amqp://mq?declare=yes, declare",
        "amqp://mq?max-message-bytes=0, max-message-bytes",
        "amqp://mq?max-message-bytes=many, max-message-bytes",
        "amqp://mq?heartbeat=5, heartbeat"
    })
    void refuses_what_it_does_not_understand(String uri, String part) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }
}
