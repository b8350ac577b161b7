package org.ewms.bench.mq;

import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.ConsumerContext;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.MessageConsumer;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The NATS Java client, as its manual has it: {@code publishAsync} with message ids, the simplified pull consumer, an ack for each message. */
final class RawNats implements Client {
    private final Connection connection;
    private final JetStream jetStream;
    private final Packing packing;

    RawNats(String uri, Optional<Path> ignoredCredential, Packing packing) throws Exception {
        this.packing = packing;
        connection = Nats.connect(uri);
        jetStream = connection.jetStream();
    }

    @Override
    public Sender sender(String queue, int window) {
        var permits = new Semaphore(window);
        var problem = new AtomicReference<@Nullable Throwable>();
        return new Sender() {
            @Override
            public void send(String id) throws Exception {
                permits.acquire();
                var options = PublishOptions.builder().messageId(id).build();
                var unused = jetStream
                        .publishAsync(queue + "-subject", packing.pack(), options)
                        .whenComplete((ack, error) -> {
                            if (error != null) {
                                problem.set(error);
                            }
                            permits.release();
                        });
            }

            @Override
            public void awaitConfirmed() throws Exception {
                permits.acquire(window);
                permits.release(window);
                Throwable failed = problem.get();
                if (failed != null) {
                    throw new IllegalStateException("a message was refused: " + failed, failed);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long drain(String queue, int prefetch, int count, Supplier<Boolean> gone) throws Exception {
        var arrivals = new Arrivals(count);
        var options = ConsumeOptions.builder().batchSize(prefetch).build();
        try (MessageConsumer consumer = consumer(queue)
                .consume(
                        options,
                        message -> arrivals.handle(() -> {
                            packing.unpack(message.getData());
                            message.ack();
                        }))) {
            long nanos = arrivals.await(gone);
            consumer.stop();
            return nanos;
        }
    }

    @Override
    public Inbox inbox(String queue) throws Exception {
        IterableConsumer consumer =
                consumer(queue).iterate(ConsumeOptions.builder().batchSize(2).build());
        return new Inbox() {
            @Override
            public AutoCloseable take() throws Exception {
                Message message = consumer.nextMessage(60_000);
                if (message == null) {
                    throw new IllegalStateException("nothing came for a minute");
                }
                packing.unpack(message.getData());
                return message::ack;
            }

            @Override
            public void close() throws Exception {
                consumer.close();
            }
        };
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }

    private ConsumerContext consumer(String queue) throws Exception {
        return connection.getConsumerContext(queue + "-stream", "psub");
    }
}
