package org.ewms.bench.mq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** The same work written directly against the Artemis core client, as its manual recommends. */
final class RawArtemis implements AutoCloseable {
    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final String secret;

    RawArtemis(TransportConfiguration transport, String secret) throws Exception {
        this.secret = secret;
        locator = ActiveMQClient.createServerLocatorWithoutHA(transport)
                .setConfirmationWindowSize(16 << 20)
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false)
                .setProducerWindowSize(-1);
        factory = locator.createSessionFactory();
    }

    /** Sends with at most {@code window} messages unconfirmed, each with its duplicate-detection id; returns when all are confirmed. */
    void publish(String queue, String prefix, int count, byte[] body, int window) throws Exception {
        try (ClientSession session = factory.createSession("ewms", secret, false, true, true, false, 0);
                ClientProducer producer = session.createProducer(queue)) {
            var permits = new Semaphore(window);
            SendAcknowledgementHandler confirmed = sent -> permits.release();
            for (int i = 0; i < count; i++) {
                permits.acquire();
                ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
                message.setRoutingType(RoutingType.ANYCAST);
                message.putBytesProperty(Message.HDR_DUPLICATE_DETECTION_ID, (prefix + i).getBytes(UTF_8));
                message.getBodyBuffer().writeBytes(body);
                producer.send(message, confirmed);
            }
            permits.acquire(window);
        }
    }

    /** Receives, reads the body and acknowledges each message individually; returns when the broker has all acknowledgements. */
    void consume(String queue, int count) throws Exception {
        try (ClientSession session = factory.createSession("ewms", secret, false, true, true, false, 0);
                ClientConsumer consumer = session.createConsumer(queue)) {
            var done = new CountDownLatch(count);
            consumer.setMessageHandler(message -> {
                try {
                    var body = new byte[message.getBodyBuffer().readableBytes()];
                    message.getBodyBuffer().readBytes(body);
                    message.individualAcknowledge();
                    done.countDown();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            session.start();
            done.await();
        }
    }

    @Override
    public void close() {
        factory.close();
        locator.close();
    }
}
