package org.ewms.mqclient.nats;

import java.util.List;
import java.util.stream.Stream;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.nats.internal.Names;

/**
 * What a client of one queue must be allowed to publish to, as NATS writes subjects. It subscribes to its own {@link #inbox} and to nothing
 * else: what the server sends to others is none of its business.
 *
 * @param publish subjects, with wildcards
 */
public record NatsRights(List<String> publish) {
    private static final String API = "$JS.API.";

    public NatsRights {
        publish = List.copyOf(publish);
    }

    /** Take messages, look at what waits, and put aside what cannot be done. */
    public static NatsRights consuming(String queue) {
        String stream = Names.stream(queue);
        String consumer = stream + "." + Names.CONSUMER;
        String dead = MessageBroker.deadLetterQueue(queue);
        return asking(queue)
                .and(new NatsRights(List.of(
                        API + "CONSUMER.MSG.NEXT." + consumer,
                        API + "STREAM.MSG.GET." + stream,
                        API + "STREAM.INFO." + Names.stream(dead),
                        "$JS.ACK." + consumer + ".>",
                        // As servers write it that name their domain.
                        "$JS.ACK.*.*." + consumer + ".>",
                        Names.subject(dead))));
    }

    /** Put messages in. */
    public static NatsRights publishing(String queue) {
        return asking(queue).and(new NatsRights(List.of(Names.subject(queue))));
    }

    /** Make, empty and remove the queue and its dead-letter queue. Whoever may make a stream may let it copy any other. */
    public static NatsRights declaring(String queue) {
        return Stream.of(queue, MessageBroker.deadLetterQueue(queue))
                .map(Names::stream)
                .map(stream -> new NatsRights(List.of(
                        API + "STREAM.*." + stream,
                        API + "CONSUMER.CREATE." + stream + ".>",
                        API + "CONSUMER.DURABLE.CREATE." + stream + ".>",
                        API + "CONSUMER.INFO." + stream + ".>")))
                .reduce(NatsRights::and)
                .orElseThrow();
    }

    /** These and those, each once. */
    public NatsRights and(NatsRights others) {
        return new NatsRights(Stream.concat(publish.stream(), others.publish.stream())
                .distinct()
                .toList());
    }

    /**
     * Where a client that shows a token of this user gets its answers and messages, without the dot that follows.
     *
     * @param user public key
     */
    public static String inbox(String user) {
        return "_INBOX_" + user;
    }

    private static NatsRights asking(String queue) {
        String stream = Names.stream(queue);
        return new NatsRights(List.of(
                API + "INFO", API + "STREAM.INFO." + stream, API + "CONSUMER.INFO." + stream + "." + Names.CONSUMER));
    }
}
