package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code ewms queue} does beside a client that speaks the Python MQClient's format. */
abstract class PythonQueueScenarios extends QueueScenarios {
    private static final List<String> SENT_BY_PYTHON = List.of(
            "{\"pixel\": 7, \"llh\": NaN, \"name\": \"\\u00fc\\ud83d\\ude00\"}",
            "[1, -Infinity, 123456789012345678901234567890, null]",
            "\"text\"");

    abstract PythonPeer peer() throws Exception;

    @Test
    void messages_of_the_python_client_are_read_and_its_own_kind_is_written() throws Exception {
        String name = "python-" + UUID.randomUUID();
        String shared = uri() + "?declare=mqclient";
        try (PythonPeer python = peer()) {
            python.declare(name);
            assertThat(EwmsRun.of(words(shared, name, "declare")).lines()).hasSize(1);
            python.declare(name);
            for (String data : SENT_BY_PYTHON) {
                python.send(name, data);
            }
            try (EwmsProcess sub =
                    start(shared, name, "sub", "-n", SENT_BY_PYTHON.size(), "--timeout", 30, "--format", "mqclient")) {
                assertThat(sub.await()).as("%s", sub.errors()).isZero();
                assertThat(sub.lines())
                        .containsExactly(
                                "{\"pixel\":7,\"llh\":NaN,\"name\":\"ü😀\"}",
                                "[1,-Infinity,123456789012345678901234567890,null]",
                                "\"text\"");
            }
            try (EwmsProcess pub = start(
                    shared, name, "pub", "--json-codec", "{\"pixel\":7,\"llh\":NaN,\"name\":\"ü\"}", "[1,2.5,null]")) {
                assertThat(pub.await()).as("%s", pub.errors()).isZero();
            }
            assertThat(python.receive(name))
                    .isEqualTo("{\"headers\": {}, \"data\": {\"pixel\": 7, \"llh\": NaN, \"name\": \"\\u00FC\"}}");
            assertThat(python.receive(name)).isEqualTo("{\"headers\": {}, \"data\": [1, 2.5, null]}");
        }
    }
}
