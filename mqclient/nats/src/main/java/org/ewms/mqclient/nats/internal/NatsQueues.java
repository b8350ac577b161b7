package org.ewms.mqclient.nats.internal;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Queues as work-queue streams, each with one durable pull consumer and a stream for its dead letters. JetStream knows no dead letters and
 * would leave an exhausted message stuck, so the attempts a queue allows are not its business but ours: they stand in the description of
 * the dead-letter stream.
 */
final class NatsQueues {
    /** How long a message stays with a consumer that has stopped saying that it is at work. */
    static final Duration ACK_WAIT = Duration.ofSeconds(12);

    private static final Pattern ATTEMPTS = Pattern.compile("max-attempts=(\\d{1,4})");
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(2);
    private static final int MOST_WAITING = 100_000;
    private static final int PURGE_BATCH = 500;

    private final Link link;
    private final Endpoint endpoint;

    NatsQueues(Link link, Endpoint endpoint) {
        this.link = link;
        this.endpoint = endpoint;
    }

    void declare(QueueSpec spec) throws Exception {
        String dead = MessageBroker.deadLetterQueue(spec.name());
        try {
            create(workQueue(dead, "EWMS dead letters, max-attempts=" + spec.maxAttempts()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NatsFailures.STREAM_NAME_IN_USE) {
                throw e;
            }
            throw new RefusedException(
                    "queue " + spec.name() + " exists with maxAttempts " + text(maxAttempts(spec.name())) + ", not "
                            + spec.maxAttempts() + "; declare it alike or delete it first",
                    e);
        }
        create(endpoint.plainStreams() ? asMqClient(spec.name()) : workQueue(spec.name(), "EWMS queue"));
        consumer(dead);
        consumer(spec.name());
    }

    /** The dead-letter queue of a queue somebody else declared. */
    void declareDeadLetterQueue(String queue) throws Exception {
        create(workQueue(MessageBroker.deadLetterQueue(queue), "EWMS dead letters"));
    }

    void delete(String queue) throws Exception {
        for (String name : List.of(queue, MessageBroker.deadLetterQueue(queue))) {
            try {
                management().deleteStream(Names.stream(name));
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() != NatsFailures.STREAM_NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    /** At once when nobody holds anything; else as a consumer that acknowledges all it gets, which leaves what others hold. */
    long purge(String queue) throws Exception {
        ConsumerInfo info = consumer(queue);
        if (info.getNumAckPending() == 0) {
            return management().purgeStream(Names.stream(queue)).getPurged();
        }
        long purged = 0;
        JetStreamSubscription all = link.session()
                .connection()
                .jetStream()
                .subscribe(null, PullSubscribeOptions.bind(Names.stream(queue), Names.CONSUMER));
        try {
            int got;
            do {
                got = acknowledge(all);
                purged += got;
            } while (got > 0);
        } finally {
            all.unsubscribe();
        }
        return purged;
    }

    QueueDepth depth(String queue) throws Exception {
        ConsumerInfo info = consumer(queue);
        return new QueueDepth(info.getNumPending(), info.getNumAckPending(), -1);
    }

    List<Message> peek(String queue, int max) throws Exception {
        ConsumerInfo info = consumer(queue);
        String stream = Names.stream(queue);
        List<Message> found = new ArrayList<>();
        long sequence = info.getAckFloor().getStreamSequence() + 1;
        while (found.size() < max) {
            MessageInfo next = next(stream, sequence, Names.subject(queue));
            if (next == null) {
                break;
            }
            found.add(Wire.decode(next.getHeaders(), next.getData(), () -> id(stream, next.getSeq())));
            sequence = next.getSeq() + 1;
        }
        return List.copyOf(found);
    }

    void check() throws Exception {
        management().getAccountStatistics();
    }

    /** The queue's consumer, made if only the stream is there. */
    ConsumerInfo consumer(String queue) throws Exception {
        try {
            return inquiries().getConsumerInfo(Names.stream(queue), Names.CONSUMER);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NatsFailures.CONSUMER_NOT_FOUND) {
                throw e;
            }
        }
        return management()
                .addOrUpdateConsumer(
                        Names.stream(queue),
                        ConsumerConfiguration.builder()
                                .durable(Names.CONSUMER)
                                .ackPolicy(AckPolicy.Explicit)
                                .ackWait(ACK_WAIT)
                                .maxDeliver(-1)
                                .maxAckPending(-1)
                                .maxPullWaiting(MOST_WAITING)
                                .build());
    }

    /** Attempts the queue allows; empty when it was not declared by us. */
    OptionalInt maxAttempts(String queue) throws Exception {
        try {
            String description = inquiries()
                    .getStreamInfo(Names.stream(MessageBroker.deadLetterQueue(queue)))
                    .getConfiguration()
                    .getDescription();
            Matcher found = ATTEMPTS.matcher(description == null ? "" : description);
            return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NatsFailures.STREAM_NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /** For messages without an id. */
    static String id(String stream, long sequence) {
        String end = "-" + sequence;
        return "nats-" + stream.substring(0, Math.min(stream.length(), 190 - end.length())) + end;
    }

    private static int acknowledge(JetStreamSubscription all) throws Exception {
        all.pullNoWait(PURGE_BATCH);
        int count = 0;
        io.nats.client.Message next = all.nextMessage(Duration.ofSeconds(2));
        while (next != null) {
            next.ackSync(Duration.ofSeconds(5));
            count++;
            next = count < PURGE_BATCH ? all.nextMessage(Duration.ofSeconds(2)) : null;
        }
        return count;
    }

    private @Nullable MessageInfo next(String stream, long sequence, String subject) throws Exception {
        try {
            return management().getNextMessage(stream, sequence, subject);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NatsFailures.MESSAGE_NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private void create(StreamConfiguration configuration) throws Exception {
        management().addStream(configuration);
    }

    private StreamConfiguration workQueue(String queue, String description) {
        return StreamConfiguration.builder()
                .name(Names.stream(queue))
                .subjects(Names.subject(queue))
                .description(description)
                .retentionPolicy(RetentionPolicy.WorkQueue)
                .storageType(StorageType.File)
                .replicas(endpoint.replicas())
                .duplicateWindow(DUPLICATE_WINDOW)
                .build();
    }

    private static StreamConfiguration asMqClient(String queue) {
        return StreamConfiguration.builder()
                .name(Names.stream(queue))
                .subjects(Names.subject(queue))
                .build();
    }

    private JetStreamManagement inquiries() throws IOException, InterruptedException {
        return link.session().inquiries();
    }

    private JetStreamManagement management() throws IOException, InterruptedException {
        return link.session().management();
    }

    private static String text(OptionalInt attempts) {
        return attempts.isPresent() ? Integer.toString(attempts.getAsInt()) : "unknown";
    }
}
