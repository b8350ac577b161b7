package org.ewms.bench.mq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
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
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;

/**
 * The Artemis core client, as its manual recommends: acknowledged sends with duplicate detection, a message handler that acknowledges each, and
 * a window for as many messages as our prefetch.
 */
final class RawArtemis implements Client {
    private static final int BIG = 16 << 20;

    /** Headers and properties of a message, about. */
    private static final int PACKET_BYTES = 150;

    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final String secret;
    private final Packing packing;

    RawArtemis(String uri, Optional<Path> credential, Packing packing) throws Exception {
        this.packing = packing;
        secret = credential.isPresent() ? Files.readString(credential.get()).strip() : "";
        URI address = URI.create(uri);
        locator = ActiveMQClient.createServerLocatorWithoutHA(new TransportConfiguration(
                        NettyConnectorFactory.class.getName(),
                        Map.of("host", address.getHost(), "port", address.getPort())))
                .setConfirmationWindowSize(BIG)
                .setMinLargeMessageSize(BIG)
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false)
                .setProducerWindowSize(-1);
        factory = locator.createSessionFactory();
    }

    @Override
    public Sender sender(String queue, int window) throws ActiveMQException {
        ClientSession session = session();
        ClientProducer producer = session.createProducer(queue);
        var permits = new Semaphore(window);
        SendAcknowledgementHandler confirmed = sent -> permits.release();
        return new Sender() {
            @Override
            public void send(String id) throws Exception {
                permits.acquire();
                ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
                message.setRoutingType(RoutingType.ANYCAST);
                message.putBytesProperty(Message.HDR_DUPLICATE_DETECTION_ID, id.getBytes(UTF_8));
                message.getBodyBuffer().writeBytes(packing.pack());
                producer.send(message, confirmed);
            }

            @Override
            public void awaitConfirmed() throws InterruptedException {
                permits.acquire(window);
                permits.release(window);
            }

            @Override
            public void close() throws ActiveMQException {
                session.close();
            }
        };
    }

    @Override
    public long drain(String queue, int prefetch, int count, Supplier<Boolean> gone) throws Exception {
        var arrivals = new Arrivals(count);
        try (ClientSession session = session();
                ClientConsumer consumer = session.createConsumer(queue, null, window(prefetch), -1, false)) {
            consumer.setMessageHandler(message -> arrivals.handle(() -> {
                packing.unpack(body(message));
                message.individualAcknowledge();
            }));
            session.start();
            return arrivals.await(gone);
        }
    }

    @Override
    public Inbox inbox(String queue) throws ActiveMQException {
        ClientSession session = session();
        ClientConsumer consumer = session.createConsumer(queue, null, window(1), -1, false);
        session.start();
        return new Inbox() {
            @Override
            public AutoCloseable take() throws ActiveMQException {
                ClientMessage message = consumer.receive();
                packing.unpack(body(message));
                return message::individualAcknowledge;
            }

            @Override
            public void close() throws ActiveMQException {
                session.close();
            }
        };
    }

    @Override
    public void close() {
        factory.close();
        locator.close();
    }

    private ClientSession session() throws ActiveMQException {
        return factory.createSession("ewms", secret, false, true, true, false, 0);
    }

    /** Bytes that so many of our messages take on the wire, as Artemis counts them. */
    private int window(int messages) {
        return messages * (packing.pack().length + PACKET_BYTES);
    }

    private static byte[] body(ClientMessage message) {
        var body = new byte[message.getBodyBuffer().readableBytes()];
        message.getBodyBuffer().readBytes(body);
        return body;
    }
}
