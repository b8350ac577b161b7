package org.ewms.pilot.internal.environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.Capabilities;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.UnroutableException;

/** Several brokers as one: each queue at its own address, with its own credential. Reads from inputs, publishes to outputs. */
public final class QueueSwitch implements MessageBroker {
    private final List<MessageBroker> connections = new ArrayList<>();
    private final Map<String, MessageBroker> inputs = new HashMap<>();
    private final Map<String, MessageBroker> outputs = new HashMap<>();

    /**
     * Connects to all, and declares the queues that are not there yet.
     *
     * @param patience how long an absent broker is waited for
     */
    public static QueueSwitch connect(List<MqProfile> inputs, List<MqProfile> outputs, Duration patience) {
        QueueSwitch all = new QueueSwitch();
        try {
            Map<MqProfile, MessageBroker> known = new HashMap<>();
            inputs.forEach(profile -> all.inputs.put(profile.queue(), all.connection(profile, known, patience)));
            outputs.forEach(profile -> all.outputs.put(profile.queue(), all.connection(profile, known, patience)));
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private MessageBroker connection(MqProfile profile, Map<MqProfile, MessageBroker> known, Duration patience) {
        MqProfile place = new MqProfile("", profile.uri(), profile.user(), profile.secret(), profile.secretFile());
        MessageBroker broker = known.computeIfAbsent(place, _ -> {
            MessageBroker made =
                    Brokers.connect(profile.uri(), profile.options().withDeadline(patience));
            connections.add(made);
            return made;
        });
        declareIfAbsent(broker, profile.queue());
        return broker;
    }

    static void declareIfAbsent(MessageBroker broker, String queue) {
        try {
            broker.depth(queue);
        } catch (UnroutableException e) {
            broker.declare(QueueSpec.of(queue));
        }
    }

    private static MessageBroker at(Map<String, MessageBroker> places, String queue) {
        MessageBroker broker = places.get(queue);
        if (broker == null) {
            throw new UnroutableException("queue " + queue + " is none of this pilot's " + places.keySet());
        }
        return broker;
    }

    @Override
    public Publisher publisher(String queue, PublisherOptions options) {
        return at(outputs, queue).publisher(queue, options);
    }

    @Override
    public Subscription subscribe(String queue, SubscriberOptions options) {
        return at(inputs, queue).subscribe(queue, options);
    }

    @Override
    public Capabilities capabilities() {
        return connections.getFirst().capabilities();
    }

    @Override
    public void declare(QueueSpec spec) {
        at(inputs, spec.name()).declare(spec);
    }

    @Override
    public void delete(String queue) {
        at(inputs, queue).delete(queue);
    }

    @Override
    public long purge(String queue) {
        return at(inputs, queue).purge(queue);
    }

    @Override
    public QueueDepth depth(String queue) {
        return at(inputs, queue).depth(queue);
    }

    @Override
    public List<Message> peek(String queue, int max) {
        return at(inputs, queue).peek(queue, max);
    }

    @Override
    public void check(Duration timeout) {
        connections.forEach(each -> each.check(timeout));
    }

    @Override
    public void close() {
        connections.forEach(MessageBroker::close);
    }
}
