package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.OptionalInt;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.adapter.Feed;
import org.ewms.mqclient.adapter.SettledOnce;
import org.ewms.mqclient.adapter.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer on a channel of its own, which the server keeps within its prefetch. */
final class RabbitFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitFeed.class);
    private static final int LARGEST_PREFETCH = 65_535;

    private final String queue;
    private final OptionalInt maxAttempts;
    private final OptionalInt originsMaxAttempts;
    private final Elsewhere elsewhere;
    private final Channel channel;
    private final String consumerTag;
    private volatile boolean alive = true;

    RabbitFeed(RabbitQueues queues, Link link, Elsewhere elsewhere, String queue, int prefetch, Sink sink)
            throws Exception {
        this.queue = queue;
        this.elsewhere = elsewhere;
        queues.require(queue);
        this.maxAttempts = queues.maxAttempts(queue);
        String origin = RabbitQueues.originOf(queue);
        this.originsMaxAttempts = origin.equals(queue) ? OptionalInt.empty() : queues.maxAttempts(origin);
        this.channel = link.open();
        try {
            channel.basicQos(Math.min(prefetch, LARGEST_PREFETCH));
            consumerTag = channel.basicConsume(queue, false, new Arrivals(channel, sink));
        } catch (IOException | RuntimeException e) {
            Link.close(channel);
            throw e;
        }
    }

    /** Cancelling waits until the queue has made all earlier settlements durable; closing gives the rest back. */
    @Override
    public void close() {
        boolean wasAlive = alive;
        alive = false;
        if (wasAlive) {
            try {
                channel.basicCancel(consumerTag);
            } catch (IOException | RuntimeException e) {
                LOG.debug("Consumer of {} was gone when it closed", queue, e);
            }
        }
        Link.close(channel);
    }

    private void arrived(Envelope envelope, BasicProperties properties, byte[] body, Sink sink) {
        Message message = Exhausted.explain(properties, Wire.decode(properties, body), originsMaxAttempts);
        var delivery = new RabbitDelivery(envelope.getDeliveryTag(), message, Wire.attempt(properties));
        if (maxAttempts.isPresent() && delivery.attempt() > maxAttempts.getAsInt()) {
            Thread.ofVirtual().name("mq-exhausted-" + queue).start(() -> park(delivery));
        } else {
            sink.arrived(delivery);
        }
    }

    private void park(RabbitDelivery delivery) {
        try {
            delivery.reject(Exhausted.REASON);
        } catch (MqException e) {
            LOG.warn("Message {} of {} comes again: {}", delivery.message().id(), queue, e.getMessage());
        }
    }

    private final class Arrivals extends DefaultConsumer {
        private final Sink sink;

        Arrivals(Channel channel, Sink sink) {
            super(channel);
            this.sink = sink;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            arrived(envelope, properties, body, sink);
        }

        @Override
        public void handleCancel(String tag) {
            alive = false;
            sink.lost();
            Thread.ofVirtual().name("mq-close").start(() -> Link.close(channel));
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            alive = false;
            sink.lost();
        }
    }

    private final class RabbitDelivery extends SettledOnce {
        private final long tag;

        RabbitDelivery(long tag, Message message, int attempt) {
            super(message, attempt);
            this.tag = tag;
        }

        @Override
        protected void settle(Settlement wanted) {
            if (!alive) {
                throw gone(wanted, null);
            }
            try {
                switch (wanted) {
                    case Settlement.Ack ignored -> channel.basicAck(tag, false);
                    case Settlement.Nack nack -> tryAgain(nack);
                    case Settlement.Reject reject -> deadLetter(reject.reason());
                }
            } catch (IOException | RuntimeException e) {
                throw gone(wanted, e);
            }
        }

        private void tryAgain(Settlement.Nack nack) throws IOException {
            if (maxAttempts.isPresent() && attempt() >= maxAttempts.getAsInt()) {
                deadLetter(nack.reason());
            } else if (nack.delay().isZero() || !elsewhere.delay(queue, message(), attempt(), nack.delay())) {
                channel.basicNack(tag, false, true);
            } else {
                channel.basicAck(tag, false);
            }
        }

        private void deadLetter(String reason) throws IOException {
            elsewhere.park(queue, Exhausted.dead(message(), new DeadLetter(queue, attempt(), reason)));
            channel.basicAck(tag, false);
        }
    }
}
