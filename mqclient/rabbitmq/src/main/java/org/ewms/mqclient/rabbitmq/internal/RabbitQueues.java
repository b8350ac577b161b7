package org.ewms.mqclient.rabbitmq.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;

/**
 * Quorum queues and their dead-letter queues. AMQP does not tell a queue's arguments, but it tells in what a declaration differs; so the
 * attempts a queue allows are written into its dead-letter queue's own delivery limit, which is beyond reach anyway, and read by
 * declaring that one differently.
 */
final class RabbitQueues {
    private static final int BEYOND_REACH = 1_000_000;
    private static final Pattern DIFFERENCE =
            Pattern.compile("inequivalent arg 'x-delivery-limit'.*current is (?:the value )?'(\\d+)'");

    private static final int LONGEST_TOLD = 90;

    /** A retry that waits is safe from its waiting place's expiry for as long as its own queue may be without a leader. */
    private static final Duration LONGEST_OUTAGE = Duration.ofDays(7);

    private final Link link;
    private final boolean plain;

    /** @param plain declare as the Python MQClient does */
    RabbitQueues(Link link, boolean plain) {
        this.link = link;
        this.plain = plain;
    }

    void declare(QueueSpec spec) throws Exception {
        String dead = MessageBroker.deadLetterQueue(spec.name());
        try {
            for (String note : new LinkedHashSet<>(List.of(dead, notesFor(spec.name())))) {
                create(note, Map.of("x-delivery-limit", BEYOND_REACH + spec.maxAttempts()));
            }
            openToDeadLetters(dead);
        } catch (IOException e) {
            OptionalInt existing = differentLimit(e);
            if (existing.isPresent()) {
                throw new RefusedException(
                        "queue " + spec.name() + " exists with maxAttempts " + (existing.getAsInt() - BEYOND_REACH)
                                + ", not " + spec.maxAttempts() + "; declare it alike or delete it first",
                        e);
            }
            // A token for this one queue, as it is given to clients in Python, allows no other.
            if (!plain || !RabbitFailures.isForbidden(e)) {
                throw e;
            }
        }
        create(spec.name(), plain ? Map.of() : limited(spec, dead));
    }

    /** The dead-letter queue of a queue somebody else declared. */
    void declareDeadLetterQueue(String queue) throws Exception {
        create(MessageBroker.deadLetterQueue(queue), Map.of("x-delivery-limit", BEYOND_REACH));
    }

    /** A way into a dead-letter queue for those who may not publish to every queue; it goes with the queue. */
    private void openToDeadLetters(String dead) throws Exception {
        link.with(channel -> {
            channel.exchangeDeclare(dead, BuiltinExchangeType.DIRECT, true, true, null);
            return channel.queueBind(dead, dead, dead);
        });
    }

    /** A place where a message waits before it comes back to its queue; made when needed, gone when long unused. */
    String declareWaitingPlace(String queue, Duration delay) throws Exception {
        long millis = roundedUp(delay.toMillis());
        String name = queue + ".wait-" + millis;
        Map<String, Object> arguments = new HashMap<>(safeDeadLetters(queue));
        arguments.put("x-message-ttl", millis);
        arguments.put("x-expires", Math.min(Integer.MAX_VALUE, millis + LONGEST_OUTAGE.toMillis()));
        create(name, arguments);
        return name;
    }

    void delete(String queue) throws Exception {
        link.<AMQP.Queue.DeleteOk>with(channel -> {
            channel.queueDelete(queue);
            channel.queueDelete(notesFor(queue));
            return channel.queueDelete(MessageBroker.deadLetterQueue(queue));
        });
    }

    long purge(String queue) throws Exception {
        return link.with(channel -> (long) channel.queuePurge(queue).getMessageCount());
    }

    QueueDepth depth(String queue) throws Exception {
        return link.with(channel -> {
            AMQP.Queue.DeclareOk answer = channel.queueDeclarePassive(queue);
            return new QueueDepth(answer.getMessageCount(), -1, answer.getConsumerCount());
        });
    }

    /** Takes messages and gives them back by closing the channel, which the server counts as an attempt. */
    List<Message> peek(String queue, int max) throws Exception {
        OptionalInt allowed = maxAttempts(originOf(queue));
        return link.with(channel -> {
            channel.queueDeclarePassive(queue);
            List<Message> found = new ArrayList<>();
            GetResponse next = max > 0 ? channel.basicGet(queue, false) : null;
            while (next != null) {
                found.add(Exhausted.explain(next.getProps(), Wire.decode(next.getProps(), next.getBody()), allowed));
                next = found.size() < max ? channel.basicGet(queue, false) : null;
            }
            return List.copyOf(found);
        });
    }

    /** Attempts the queue allows; empty when it was not declared by us. */
    OptionalInt maxAttempts(String queue) throws Exception {
        String notes = notesFor(queue);
        try {
            require(notes);
            create(notes, Map.of("x-delivery-limit", BEYOND_REACH));
            return OptionalInt.empty();
        } catch (IOException e) {
            OptionalInt limit = differentLimit(e);
            if (limit.isPresent()) {
                return OptionalInt.of(limit.getAsInt() - BEYOND_REACH);
            }
            int code = RabbitFailures.reply(e).map(RabbitFailures.Reply::code).orElse(0);
            if (code == AMQP.NOT_FOUND || code == AMQP.ACCESS_REFUSED) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    void require(String queue) throws Exception {
        link.with(channel -> channel.queueDeclarePassive(queue));
    }

    /** The queue whose dead letters lie in this one; the queue itself when it is no dead-letter queue. */
    static String originOf(String queue) {
        String suffix = MessageBroker.deadLetterQueue("");
        return queue.endsWith(suffix) ? queue.substring(0, queue.length() - suffix.length()) : queue;
    }

    /** The queue whose delivery limit tells the attempts: the dead-letter queue, unless the server's answer would be cut off before that. */
    private static String notesFor(String queue) {
        return queue.length() <= LONGEST_TOLD
                ? MessageBroker.deadLetterQueue(queue)
                : "ewms-attempts-" + UUID.nameUUIDFromBytes(queue.getBytes(UTF_8));
    }

    private void create(String queue, Map<String, Object> arguments) throws Exception {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("x-queue-type", "quorum");
        link.with((Channel channel) -> channel.queueDeclare(queue, true, false, false, all));
    }

    private static Map<String, Object> limited(QueueSpec spec, String dead) {
        Map<String, Object> arguments = new HashMap<>(safeDeadLetters(dead));
        arguments.put("x-delivery-limit", spec.maxAttempts() - 1);
        return arguments;
    }

    /** Dead-lettering that removes a message only when its new queue has confirmed it. */
    private static Map<String, Object> safeDeadLetters(String target) {
        return Map.of(
                "x-dead-letter-exchange", "",
                "x-dead-letter-routing-key", target,
                "x-dead-letter-strategy", "at-least-once",
                "x-overflow", "reject-publish");
    }

    private static OptionalInt differentLimit(IOException error) {
        return RabbitFailures.reply(error)
                .map(reply -> DIFFERENCE.matcher(reply.text()))
                .filter(Matcher::find)
                .map(found -> OptionalInt.of(Integer.parseInt(found.group(1))))
                .orElseGet(OptionalInt::empty);
    }

    /** Three significant bits: at most a quarter longer than asked, and few different waiting places. */
    private static long roundedUp(long millis) {
        long wanted = Math.clamp(millis, 1, Integer.MAX_VALUE / 2);
        long step = Math.max(1, Long.highestOneBit(wanted) / 4);
        return (wanted + step - 1) / step * step;
    }
}
