package org.ewms.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.ewms.skymap.SkyPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from a topic of Kafka, notices to another. */
class KafkaIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static void produce(String servers, byte[]... contents) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (byte[] each : contents) {
                producer.send(new ProducerRecord<>("alerts", each)).get();
            }
        }
    }

    private static List<ConsumerRecord<String, byte[]>> notices(String servers, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", servers, "group.id", "reader", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("notices"));
            Awaitility.await().atMost(Client.PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(found::add);
                return found.size() >= count;
            });
        }
        return found;
    }

    @Test
    void alerts_of_a_topic_are_taken_once_whatever_stands_between_them_and_notices_go_to_another() throws Exception {
        try (KafkaNode kafka = KafkaNode.start(directory)) {
            kafka.topics("alerts", "notices");
            String rules = """
                    listen: {gcn: {kafka: alerts, servers: "%1$s"}}
                    sinks: {topic: {kafka: notices, servers: "%1$s"}}
                    rules: [{name: all, prompt: {reco: dummy, nsides: "8:0", clusters: {local: 1}}, notify: topic}]
                    """.formatted(kafka.servers());
            produce(kafka.servers(), SampleEvent.json(1, 1), new byte[] {7}, SampleEvent.json(2, 1));
            try (Service service = Service.start(directory, rules)) {
                Client client = service.client();
                client.finish(1, 0, new SkyPosition(100, 20));
                client.awaitAlert(1, "/notices/0/sends/0/state", "sent");
                client.awaitAlert(2, "/scans/0/state", "running");
                JsonNode rejected = client.get("/alerts/rejected").ok().at("/rejected/0");
                assertThat(rejected.path("source").asText()).isEqualTo("kafka alerts");
                assertThat(rejected.path("place").asText()).isEqualTo("alerts/0/1");
            }
            produce(kafka.servers(), SampleEvent.json(3, 1));
            try (Service service = Service.start(directory, rules)) {
                service.client().awaitAlert(3, "/scans/0/state", "running");
                assertThat(service.client().alert(1).path("arrivals")).hasSize(1);
                assertThat(service.client().get("/alerts/rejected").ok().path("rejected"))
                        .hasSize(1);
            }
            assertThat(notices(kafka.servers(), 1)).singleElement().satisfies(each -> {
                assertThat(each.key()).isEqualTo(SampleEvent.id(1) + "/1/topic");
                assertThat(Client.read(each.value()).path("mission").asText()).isEqualTo("IceCube");
            });
        }
    }
}
