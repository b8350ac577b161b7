package org.ewms.mqclient.pulsar.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.ewms.mqclient.Message;
import org.jspecify.annotations.Nullable;

/** Our message as a Pulsar message, whose properties are id and headers, and back. No key: any consumer may take any message. */
final class Wire {
    /** Header: deliveries that earlier copies of this message had, decimal. */
    static final String ATTEMPTS_BEFORE = "ewms-attempts-before";

    /** Header: when this copy is due, in milliseconds since 1970. Brokers may deliver it a moment early. */
    static final String NOT_BEFORE = "ewms-not-before";

    private static final String ID = "ewms-id";

    private Wire() {}

    /** Puts all but the sequence number into the builder. */
    static TypedMessageBuilder<byte[]> write(TypedMessageBuilder<byte[]> builder, Message message) {
        builder.value(message.body()).property(ID, message.id());
        message.headers().forEach((name, value) -> {
            // Nothing here is dropped by its id, so nothing has to be told apart.
            if (!name.equals(Message.OCCASION)) {
                builder.property(name, value);
            }
        });
        long due = number(message.headers().get(NOT_BEFORE));
        if (due > 0) {
            builder.deliverAt(due);
        }
        return builder;
    }

    /** A message without an id, as the Python MQClient sends it, gets the broker's. */
    static Message decode(org.apache.pulsar.client.api.Message<byte[]> wire) {
        Map<String, String> headers = new HashMap<>(wire.getProperties());
        String id = headers.remove(ID);
        headers.remove(ATTEMPTS_BEFORE);
        headers.remove(NOT_BEFORE);
        boolean usable = id != null && !id.isEmpty() && id.length() <= 200;
        byte[] body = wire.getData();
        return new Message(usable && id != null ? id : brokersId(wire), body == null ? new byte[0] : body, headers);
    }

    /** Deliveries of this message, this one included, over all its copies in the queue. */
    static int attempt(org.apache.pulsar.client.api.Message<byte[]> wire) {
        long before = Math.min(1_000_000, number(wire.getProperty(ATTEMPTS_BEFORE)));
        return Math.toIntExact(before + Math.max(0, wire.getRedeliveryCount()) + 1);
    }

    /** When it is due, in milliseconds since 1970; 0 for at once. */
    static long notBefore(org.apache.pulsar.client.api.Message<byte[]> wire) {
        return number(wire.getProperty(NOT_BEFORE));
    }

    private static String brokersId(org.apache.pulsar.client.api.Message<byte[]> wire) {
        return wire.getMessageId() instanceof MessageIdAdv id
                ? "pulsar-" + id.getLedgerId() + "-" + id.getEntryId()
                        + (id.getBatchIndex() < 0 ? "" : "-" + id.getBatchIndex())
                : "pulsar-" + wire.getMessageId();
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
