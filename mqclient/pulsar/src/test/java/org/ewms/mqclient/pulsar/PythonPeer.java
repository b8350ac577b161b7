package org.ewms.mqclient.pulsar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;

/**
 * What the Python MQClient does on the wire, written from its description and not from our adapter or codec: it opens and closes a
 * consumer so that the subscription exists, sends one by one without properties, and knows frames of one raw block only.
 */
final class PythonPeer implements AutoCloseable {
    private static final String BEFORE = "{\"headers\": {}, \"data\": \"";
    private static final String AFTER = "\"}";
    private static final byte[] MAGIC = HexFormat.of().parseHex("28b52ffd");

    /** One segment, whose size is one byte; no checksum, no dictionary. */
    private static final byte DESCRIPTOR = 0x20;

    private final PulsarClient client;
    private final String queue;

    PythonPeer(String address, String token, String queue) throws PulsarClientException {
        this.client = PulsarClient.builder()
                .serviceUrl(address)
                .authentication(AuthenticationFactory.token(token))
                .build();
        this.queue = queue;
    }

    void send(String data) throws PulsarClientException {
        consumer(1).close();
        try (Producer<byte[]> producer =
                client.newProducer().topic(queue).enableBatching(false).create()) {
            producer.send(frame(BEFORE + data + AFTER));
        }
    }

    Consumer<byte[]> consumer(int prefetch) throws PulsarClientException {
        return client.newConsumer()
                .topic(queue)
                .subscriptionName("i3-pulsar-sub")
                .subscriptionType(SubscriptionType.Shared)
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .receiverQueueSize(prefetch)
                .negativeAckRedeliveryDelay(0, TimeUnit.SECONDS)
                .subscribe();
    }

    /** The text sent, or what is wrong with the body. */
    static String read(Message<byte[]> message) {
        byte[] body = message.getData();
        var bytes = ByteBuffer.wrap(body);
        var magic = new byte[MAGIC.length];
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC) || bytes.get() != DESCRIPTOR) {
            return "no such frame: " + HexFormat.of().formatHex(body);
        }
        int size = bytes.get() & 0xff;
        int block = (bytes.get() & 0xff) | (bytes.get() & 0xff) << 8 | (bytes.get() & 0xff) << 16;
        if (block != (size << 3 | 1) || bytes.remaining() != size) {
            return "no raw last block: " + HexFormat.of().formatHex(body);
        }
        String text = UTF_8.decode(bytes).toString();
        return text.startsWith(BEFORE) && text.endsWith(AFTER)
                ? text.substring(BEFORE.length(), text.length() - AFTER.length())
                : "no such text: " + text;
    }

    @Override
    public void close() throws PulsarClientException {
        client.close();
    }

    private static byte[] frame(String json) {
        byte[] text = json.getBytes(UTF_8);
        int block = text.length << 3 | 1;
        return ByteBuffer.allocate(MAGIC.length + 5 + text.length)
                .put(MAGIC)
                .put(DESCRIPTOR)
                .put((byte) text.length)
                .put((byte) block)
                .put((byte) (block >> 8))
                .put((byte) (block >> 16))
                .put(text)
                .array();
    }
}
