package org.ewms.mqclient.nats.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    private static Endpoint of(String uri) {
        return Endpoint.of(URI.create(uri));
    }

    @Test
    void a_host_is_enough() {
        assertThat(of("nats://mq")).isEqualTo(new Endpoint("nats://mq:4222", null, false, 1, null));
    }

    @Test
    void every_part_is_read() {
        assertThat(of("tls://user@mq.example:1234?declare=mqclient&replicas=3&creds=/run/creds"))
                .isEqualTo(new Endpoint("tls://mq.example:1234", "user", true, 3, Path.of("/run/creds")));
    }

    @ParameterizedTest
    @CsvSource({
        "nats:///x, host",
        "nats://mq/path, path",
        "nats://mq?declare=yes, declare",
        "nats://mq?replicas=2, replicas",
        "nats://mq?token=secret, token"
    })
    void refuses_what_it_does_not_understand(String uri, String part) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }
}
