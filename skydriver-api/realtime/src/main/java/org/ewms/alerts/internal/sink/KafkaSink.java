package org.ewms.alerts.internal.sink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.notice.Writing;
import org.jspecify.annotations.Nullable;

/** A record with the key as its key, accepted when all in-sync replicas have it. */
final class KafkaSink implements Sink {
    private static final int LONGEST_MILLIS = 20_000;
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final SinkPlan.Kafka plan;
    private @Nullable KafkaProducer<String, byte[]> producer;

    KafkaSink(SinkPlan.Kafka plan) {
        this.plan = plan;
    }

    @Override
    public void accept(String key, Writing writing) throws InterruptedException {
        ProducerRecord<String, byte[]> entry = new ProducerRecord<>(plan.topic(), key, writing.content());
        entry.headers().add("content-type", writing.type().getBytes(StandardCharsets.UTF_8));
        try {
            open().send(entry).get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // A record that is still on its way must not arrive beside the one of the next attempt.
            close();
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new SinkException("topic " + plan.topic() + " of " + plan.servers() + ": " + cause, e);
        }
    }

    private KafkaProducer<String, byte[]> open() {
        KafkaProducer<String, byte[]> present = producer;
        if (present == null) {
            Map<String, Object> settings = KafkaSettings.of(plan.servers(), plan.properties());
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_MILLIS / 2);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_MILLIS / 4);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LONGEST_MILLIS / 2);
            present = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = present;
        }
        return present;
    }

    @Override
    public void close() {
        KafkaProducer<String, byte[]> present = producer;
        producer = null;
        if (present != null) {
            present.close(LEAVE);
        }
    }
}
