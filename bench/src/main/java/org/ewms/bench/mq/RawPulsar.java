package org.ewms.bench.mq;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerBuilder;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SizeUnit;
import org.apache.pulsar.client.api.SubscriptionType;
import org.jspecify.annotations.Nullable;

/**
 * The Pulsar Java client, as its manual has it: {@code sendAsync}, a listener on a shared subscription, an acknowledgement for each message. Not in
 * batches, which a consumer with a prefetch could not hold message by message, and acknowledgements are confirmed, as ours are.
 */
final class RawPulsar implements Client {
    private static final int GROUP_MILLIS = 5;

    private final PulsarClient client;
    private final Packing packing;

    RawPulsar(String uri, Optional<Path> credential, Packing packing) throws Exception {
        this.packing = packing;
        // A window of large messages is more than the library's usual limit of memory, over which it refuses them.
        var builder =
                PulsarClient.builder().serviceUrl(uri.replaceFirst("\\?.*", "")).memoryLimit(0, SizeUnit.BYTES);
        if (credential.isPresent()) {
            builder.authentication(AuthenticationFactory.token(
                    Files.readString(credential.get()).strip()));
        }
        client = builder.build();
    }

    @Override
    public Sender sender(String queue, int window) throws Exception {
        var permits = new Semaphore(window);
        var problem = new AtomicReference<@Nullable Throwable>();
        Producer<byte[]> producer =
                client.newProducer().topic(queue).enableBatching(false).create();
        return new Sender() {
            @Override
            public void send(String id) throws Exception {
                permits.acquire();
                var unused = producer.newMessage()
                        .key(id)
                        .value(packing.pack())
                        .sendAsync()
                        .whenComplete((confirmed, error) -> {
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
            public void close() throws PulsarClientException {
                producer.close();
            }
        };
    }

    @Override
    public long drain(String queue, int prefetch, int count, Supplier<Boolean> gone) throws Exception {
        var arrivals = new Arrivals(count);
        try (Consumer<byte[]> ignored = consumer(queue, prefetch)
                .messageListener((consumer, message) -> arrivals.handle(() -> {
                    packing.unpack(message.getValue());
                    var unused = consumer.acknowledgeAsync(message);
                }))
                .subscribe()) {
            return arrivals.await(gone);
        }
    }

    @Override
    public Inbox inbox(String queue) throws Exception {
        Consumer<byte[]> consumer = consumer(queue, 2).subscribe();
        return new Inbox() {
            @Override
            public AutoCloseable take() throws Exception {
                Message<byte[]> message = consumer.receive(1, TimeUnit.MINUTES);
                if (message == null) {
                    throw new IllegalStateException("nothing came for a minute");
                }
                packing.unpack(message.getValue());
                return () -> {
                    var unused = consumer.acknowledgeAsync(message);
                };
            }

            @Override
            public void close() throws PulsarClientException {
                consumer.close();
            }
        };
    }

    @Override
    public void close() throws PulsarClientException {
        client.close();
    }

    private ConsumerBuilder<byte[]> consumer(String queue, int prefetch) {
        return client.newConsumer()
                .topic(queue)
                .subscriptionName("i3-pulsar-sub")
                .subscriptionType(SubscriptionType.Shared)
                .receiverQueueSize(prefetch)
                .isAckReceiptEnabled(true)
                .acknowledgmentGroupTime(GROUP_MILLIS, TimeUnit.MILLISECONDS);
    }
}
