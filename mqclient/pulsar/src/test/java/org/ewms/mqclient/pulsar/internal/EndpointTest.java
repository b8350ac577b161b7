package org.ewms.mqclient.pulsar.internal;

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
        assertThat(of("pulsar://mq"))
                .isEqualTo(new Endpoint("pulsar://mq:6650", URI.create("http://mq:8080"), "public/default", 5 << 20));
    }

    @Test
    void tls_has_ports_of_its_own() {
        assertThat(of("pulsar+ssl://mq"))
                .isEqualTo(
                        new Endpoint("pulsar+ssl://mq:6651", URI.create("https://mq:8443"), "public/default", 5 << 20));
    }

    @Test
    void every_part_is_read() {
        assertThat(
                        of(
                                "pulsar://mq.example:1234/icecube/scans?admin=https://admin.example:8/&max-message-bytes=1000000"))
                .isEqualTo(new Endpoint(
                        "pulsar://mq.example:1234", URI.create("https://admin.example:8"), "icecube/scans", 1_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "pulsar:///x, host",
        "pulsar://user@mq, user",
        "pulsar://mq/tenant, path",
        "pulsar://mq/a/b/c, path",
        "pulsar://mq?admin=admin:8080, admin",
        "pulsar://mq?admin=http://u:p@h, admin",
        "pulsar://mq?max-message-bytes=1000, max-message-bytes",
        "pulsar://mq?token=secret, token"
    })
    void refuses_what_it_does_not_understand(String uri, String part) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }
}
