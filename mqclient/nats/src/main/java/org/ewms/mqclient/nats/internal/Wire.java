package org.ewms.mqclient.nats.internal;

import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.util.HashMap;
import java.util.Map;
import org.ewms.mqclient.Message;
import org.jspecify.annotations.Nullable;

/** Our message as a NATS message and back. */
final class Wire {
    private static final String SERVERS_ID = "Nats-Msg-Id";
    private static final String ID = "ewms-id";

    private Wire() {}

    /** A new message, which the server drops when it has seen its id lately. */
    static io.nats.client.Message publication(String queue, Message message) {
        Headers headers = headers(message);
        headers.put(SERVERS_ID, HeaderText.encodeValue(message.id()));
        return wire(queue, message, headers);
    }

    /** @param occasion tells this dead-lettering from any other of the same message, so that only a repetition of itself is dropped */
    static io.nats.client.Message deadLetter(String queue, Message message, String occasion) {
        Headers headers = headers(message);
        headers.put(SERVERS_ID, occasion);
        headers.put(ID, HeaderText.encodeValue(message.id()));
        return wire(queue, message, headers);
    }

    /** @param otherwise id of a message that has none, as the Python MQClient sends it */
    static Message decode(@Nullable Headers wire, byte @Nullable [] body, String otherwise) {
        Map<String, String> headers = new HashMap<>();
        String id = null;
        if (wire != null) {
            for (String name : wire.keySet()) {
                String value = wire.getFirst(name);
                if (!name.regionMatches(true, 0, "Nats-", 0, 5) && !name.equals(ID)) {
                    headers.put(HeaderText.decode(name), HeaderText.decode(value == null ? "" : value));
                }
            }
            String given = wire.getFirst(ID) == null ? wire.getFirst(SERVERS_ID) : wire.getFirst(ID);
            id = given == null ? null : HeaderText.decode(given);
        }
        boolean usable = id != null && !id.isEmpty() && id.length() <= 200;
        return new Message(usable && id != null ? id : otherwise, body == null ? new byte[0] : body, headers);
    }

    private static Headers headers(Message message) {
        var headers = new Headers();
        message.headers()
                .forEach((name, value) -> headers.put(HeaderText.encodeName(name), HeaderText.encodeValue(value)));
        return headers;
    }

    private static io.nats.client.Message wire(String queue, Message message, Headers headers) {
        return NatsMessage.builder()
                .subject(Names.subject(queue))
                .headers(headers)
                .data(message.body())
                .build();
    }
}
