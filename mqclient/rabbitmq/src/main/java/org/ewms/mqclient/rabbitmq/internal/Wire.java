package org.ewms.mqclient.rabbitmq.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.ewms.mqclient.Message;
import org.jspecify.annotations.Nullable;

/** Our message as AMQP properties and back. */
final class Wire {
    /** Header: deliveries that earlier copies of this message had, decimal. */
    static final String ATTEMPTS_BEFORE = "ewms-attempts-before";

    private static final String ID = "ewms-id";
    private static final int SHORT_STRING_BYTES = 255;
    private static final int PERSISTENT = 2;
    private static final Set<String> SERVERS_OWN = Set.of(
            "x-death",
            "x-delivery-count",
            "x-acquired-count",
            "x-first-death-exchange",
            "x-first-death-queue",
            "x-first-death-reason",
            "x-last-death-exchange",
            "x-last-death-queue",
            "x-last-death-reason");

    private Wire() {}

    static BasicProperties properties(Message message) {
        var builder = new BasicProperties.Builder().deliveryMode(PERSISTENT);
        Map<String, Object> headers = new HashMap<>(message.headers());
        headers.remove(Message.OCCASION);
        if (isShort(message.id())) {
            builder.messageId(message.id());
        } else {
            headers.put(ID, message.id());
        }
        return builder.headers(headers.isEmpty() ? null : headers).build();
    }

    /** The id told back by the server in a returned message. */
    static @Nullable String id(BasicProperties properties) {
        String id = properties.getMessageId();
        return id != null ? id : text(properties, ID);
    }

    /** A message without an id, as the Python MQClient sends it, gets one of its own for this delivery. */
    static Message decode(BasicProperties properties, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        if (properties.getHeaders() != null) {
            properties.getHeaders().forEach((name, value) -> {
                if ((value instanceof LongString || value instanceof String) && !isInternal(name)) {
                    headers.put(name, value.toString());
                }
            });
        }
        String id = id(properties);
        return new Message(
                id == null || id.isEmpty() || id.length() > 200 ? "unnamed-" + UUID.randomUUID() : id, body, headers);
    }

    /** Deliveries of this message, this one included, over all its copies in the queue. */
    static int attempt(BasicProperties properties) {
        return attemptsBefore(properties)
                + Math.max(number(properties, "x-delivery-count"), number(properties, "x-acquired-count"))
                + 1;
    }

    static int attemptsBefore(BasicProperties properties) {
        String text = text(properties, ATTEMPTS_BEFORE);
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** The queue whose delivery limit this message exceeded, if the server dead-lettered it for that. */
    static Optional<String> exhaustedIn(BasicProperties properties) {
        Object deaths =
                properties.getHeaders() == null ? null : properties.getHeaders().get("x-death");
        if (deaths instanceof List<?> list) {
            for (Object death : list) {
                if (death instanceof Map<?, ?> facts && "delivery_limit".equals(String.valueOf(facts.get("reason")))) {
                    return Optional.of(String.valueOf(facts.get("queue")));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isShort(String id) {
        return 3 * id.length() <= SHORT_STRING_BYTES || id.getBytes(UTF_8).length <= SHORT_STRING_BYTES;
    }

    private static boolean isInternal(String name) {
        return SERVERS_OWN.contains(name) || name.equals(ID) || name.equals(ATTEMPTS_BEFORE);
    }

    private static @Nullable String text(BasicProperties properties, String header) {
        Object value =
                properties.getHeaders() == null ? null : properties.getHeaders().get(header);
        return value == null ? null : value.toString();
    }

    private static int number(BasicProperties properties, String header) {
        Object value =
                properties.getHeaders() == null ? null : properties.getHeaders().get(header);
        return value instanceof Number number ? (int) Math.clamp(number.longValue(), 0, 1_000_000) : 0;
    }
}
