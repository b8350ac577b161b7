package org.ewms.mqclient.nats.internal;

import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ewms.mqclient.Message;
import org.jspecify.annotations.Nullable;

/** Our message as a NATS message and back. */
final class Wire {
    private static final String SERVERS_ID = "Nats-Msg-Id";
    private static final String ID = "ewms-id";

    private Wire() {}

    /** A message, which the server drops when it has lately seen its id, or its occasion if it has one. */
    static io.nats.client.Message publication(String queue, Message message) {
        var headers = new Headers();
        message.headers().forEach((name, value) -> {
            if (!name.equals(Message.OCCASION)) {
                headers.put(HeaderText.encodeName(name), HeaderText.encodeValue(value));
            }
        });
        String id = HeaderText.encodeValue(message.id());
        String occasion = message.headers().get(Message.OCCASION);
        if (occasion == null) {
            headers.put(SERVERS_ID, id);
        } else {
            headers.put(SERVERS_ID, HeaderText.encodeValue(occasion));
            headers.put(ID, id);
        }
        return NatsMessage.builder()
                .subject(Names.subject(queue))
                .headers(headers)
                .data(message.body())
                .build();
    }

    /** @param otherwise id of a message that has none, as the Python MQClient sends it */
    static Message decode(@Nullable Headers wire, byte @Nullable [] body, Supplier<String> otherwise) {
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
        return new Message(usable && id != null ? id : otherwise.get(), body == null ? new byte[0] : body, headers);
    }
}
