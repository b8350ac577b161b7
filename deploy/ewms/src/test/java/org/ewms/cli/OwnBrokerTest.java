package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.ewms.queues.BrokerFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pilots are told of a broker. */
class OwnBrokerTest {
    @ParameterizedTest
    @CsvSource({
        "ewms://127.0.0.1:5700, embedded, user@127.0.0.1:5700, ewms://127.0.0.1:5700",
        "ewms://[::1]:5700, embedded, user@[::1]:5700, ewms://[::1]:5700",
        "amqp://mq, rabbitmq, user@mq, amqp://mq",
        "amqp://me@mq:5672/scans, rabbitmq, me@mq:5672/scans, amqp://mq:5672/scans",
        "amqps://me@mq/scans?max-message-bytes=9, rabbitmq, amqps://me@mq/scans?max-message-bytes=9, amqps://mq/scans?max-message-bytes=9",
        "nats://mq:4222?replicas=3, nats, user@mq:4222?replicas=3, nats://mq:4222?replicas=3",
        "tls://mq:4222, nats, tls://user@mq:4222, tls://mq:4222",
        "pulsar://mq:6650/icecube/scans?admin=http://mq:8080, pulsar, user@mq:6650/icecube/scans?admin=http://mq:8080, pulsar://mq:6650/icecube/scans?admin=http://mq:8080",
        "pulsar+ssl://mq/icecube/scans, pulsar, pulsar+ssl://user@mq/icecube/scans, pulsar+ssl://mq/icecube/scans"
    })
    void pilots_and_users_are_told_all_of_it_that_they_need(String uri, String type, String address, String back) {
        BrokerFacts facts = OwnBroker.facts(uri);
        assertThat(facts.type()).isEqualTo(type);
        assertThat(facts.address()).isEqualTo(address);
        assertThat(WorkflowQueue.of(Json.object()
                                .put("mqid", "q")
                                .put("broker_type", type)
                                .put("broker_address", address))
                        .uri())
                .isEqualTo(back);
    }
}
