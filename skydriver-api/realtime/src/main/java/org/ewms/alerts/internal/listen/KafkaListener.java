package org.ewms.alerts.internal.listen;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.ewms.alerts.ListenerPlan;
import org.ewms.alerts.internal.intake.Intake;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.alerts.internal.sink.KafkaSettings;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of Kafka topics. A record's offset is committed when its alert is durable; what is no alert is kept with its reason, and
 * the next record's turn comes.
 */
final class KafkaListener implements Loop.Turn, AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration LEAVE = Duration.ofSeconds(5);
    private static final int AT_A_TIME = 20;

    private final ListenerPlan.Kafka plan;
    private final Intake intake;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    KafkaListener(ListenerPlan.Kafka plan, Intake intake) {
        this.plan = plan;
        this.intake = intake;
    }

    @Override
    public Duration take() throws InterruptedException {
        try {
            KafkaConsumer<byte[], byte[]> open = subscribed();
            for (ConsumerRecord<byte[], byte[]> each : open.poll(WAIT)) {
                take(open, each);
            }
            return Duration.ZERO;
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (RuntimeException e) {
            // What was polled and not committed comes again to the next consumer.
            close();
            throw e;
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> open, ConsumerRecord<byte[], byte[]> each) {
        byte[] content = each.value() == null ? new byte[0] : each.value();
        String place = each.topic() + "/" + each.partition() + "/" + each.offset();
        intake.take(content, "kafka " + each.topic(), place);
        open.commitSync(
                Map.of(new TopicPartition(each.topic(), each.partition()), new OffsetAndMetadata(each.offset() + 1)));
    }

    private KafkaConsumer<byte[], byte[]> subscribed() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open == null) {
            Map<String, Object> settings = KafkaSettings.of(plan.servers(), plan.properties());
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, plan.group());
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_A_TIME);
            settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            open = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
            open.subscribe(plan.topics());
        }
        return open;
    }

    @Override
    public void close() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        consumer = null;
        if (open != null) {
            open.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(LEAVE));
        }
    }
}
