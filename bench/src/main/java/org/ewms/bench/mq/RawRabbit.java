package org.ewms.bench.mq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * RabbitMQ's Java client, as its tutorials have it: asynchronous confirms with their map of what is outstanding, {@code basic.ack} in the
 * callback; and as its guides advise and ours does, a connection for publishing and one for consuming.
 */
final class RawRabbit implements Client {
    private static final int PERSISTENT = 2;

    private final Connection publishing;
    private final Connection consuming;
    private final Packing packing;

    RawRabbit(String uri, Optional<Path> ignoredCredential, Packing packing) throws Exception {
        this.packing = packing;
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        publishing = factory.newConnection("raw publishing");
        consuming = factory.newConnection("raw consuming");
    }

    @Override
    public Sender sender(String queue, int window) throws IOException {
        Channel channel = publishing.createChannel();
        channel.confirmSelect();
        var permits = new Semaphore(window);
        ConcurrentNavigableMap<Long, String> outstanding = new ConcurrentSkipListMap<>();
        ConfirmCallback confirmed = (tag, multiple) -> {
            if (multiple) {
                var all = outstanding.headMap(tag, true);
                int count = all.size();
                all.clear();
                permits.release(count);
            } else {
                outstanding.remove(tag);
                permits.release();
            }
        };
        channel.addConfirmListener(confirmed, (tag, multiple) -> {
            throw new IOException("message " + tag + " was refused");
        });
        return new Sender() {
            @Override
            public void send(String id) throws Exception {
                permits.acquire();
                outstanding.put(channel.getNextPublishSeqNo(), id);
                var properties = new BasicProperties.Builder()
                        .deliveryMode(PERSISTENT)
                        .messageId(id)
                        .build();
                channel.basicPublish("", queue, true, properties, packing.pack());
            }

            @Override
            public void awaitConfirmed() throws InterruptedException {
                permits.acquire(window);
                permits.release(window);
            }

            @Override
            public void close() throws Exception {
                channel.close();
            }
        };
    }

    @Override
    public long drain(String queue, int prefetch, int count, Supplier<Boolean> gone) throws Exception {
        var arrivals = new Arrivals(count);
        try (Channel channel = consuming.createChannel()) {
            channel.basicQos(prefetch);
            channel.basicConsume(queue, false, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                    arrivals.handle(() -> {
                        packing.unpack(body);
                        channel.basicAck(envelope.getDeliveryTag(), false);
                    });
                }
            });
            return arrivals.await(gone);
        }
    }

    @Override
    public Inbox inbox(String queue) throws IOException {
        Channel channel = consuming.createChannel();
        BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
        channel.basicQos(1);
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                packing.unpack(body);
                arrived.add(envelope.getDeliveryTag());
            }
        });
        return new Inbox() {
            @Override
            public AutoCloseable take() throws InterruptedException {
                long tag = arrived.take();
                return () -> channel.basicAck(tag, false);
            }

            @Override
            public void close() throws Exception {
                channel.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        publishing.close();
        consuming.close();
    }
}
