package org.ewms.mqclient.embedded.internal;

import static org.ewms.mqclient.MessageBroker.deadLetterQueue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQAddressExistsException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queue administration, one call per method. The attempts allowed are kept by the broker as the address setting of the queue. */
final class Queues {
    private static final Pattern ATTEMPTS = Pattern.compile("\"maxDeliveryAttempts\"\\s*:\\s*(-?\\d+)");
    private static final int PEEK_WINDOW_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Queues.class);

    private final Management management;

    Queues(Management management) {
        this.management = management;
    }

    void declare(QueueSpec spec) throws Exception {
        if (exists(spec.name())) {
            int existing = maxAttempts(spec.name()).orElse(-1);
            if (existing != spec.maxAttempts()) {
                throw new RefusedException("queue " + spec.name() + " exists with maxAttempts " + existing + ", not "
                        + spec.maxAttempts() + "; declare it alike or delete it first");
            }
        } else {
            String settings = "{\"maxDeliveryAttempts\":" + spec.maxAttempts() + ",\"deadLetterAddress\":\""
                    + deadLetterQueue(spec.name()) + "\"}";
            management.invoke(ResourceNames.BROKER, "addAddressSettings", spec.name(), settings);
        }
        create(deadLetterQueue(spec.name()));
        create(spec.name());
    }

    void delete(String queue) throws Exception {
        for (String name : List.of(queue, deadLetterQueue(queue))) {
            if (exists(name)) {
                management.invoke(ResourceNames.BROKER, "destroyQueue", name, true, true);
            }
        }
        management.invoke(ResourceNames.BROKER, "removeAddressSettings", queue);
    }

    long purge(String queue) throws Exception {
        require(queue);
        Object removed = management.invoke(ResourceNames.QUEUE + queue, "removeAllMessages");
        return removed instanceof Number number ? number.longValue() : 0;
    }

    QueueDepth depth(String queue) throws Exception {
        require(queue);
        String resource = ResourceNames.QUEUE + queue;
        long unsettled = management.number(resource, "deliveringCount");
        long all = management.number(resource, "messageCount");
        int consumers = (int) management.number(resource, "consumerCount");
        return new QueueDepth(Math.max(0, all - unsettled), unsettled, consumers);
    }

    List<Message> peek(String queue, int max) throws Exception {
        var found = new ArrayList<Message>();
        try (ClientConsumer browser =
                management.session().createConsumer(SimpleString.of(queue), null, PEEK_WINDOW_BYTES, -1, true)) {
            var facts = QueueFacts.of(queue, this);
            while (found.size() < max) {
                ClientMessage wire = browser.receiveImmediate();
                if (wire == null) {
                    break;
                }
                found.add(facts.explain(wire, Wire.decode(wire)));
            }
        }
        return List.copyOf(found);
    }

    boolean exists(String queue) throws ActiveMQException {
        return management.session().queueQuery(SimpleString.of(queue)).isExists();
    }

    /** Attempts a message of this queue may have; empty when unlimited, as in dead-letter queues. */
    OptionalInt maxAttempts(String queue) throws Exception {
        Object json = management.invoke(ResourceNames.BROKER, "getAddressSettingsAsJSON", queue);
        Matcher found = ATTEMPTS.matcher(String.valueOf(json));
        int attempts = found.find() ? Integer.parseInt(found.group(1)) : -1;
        return attempts > 0 ? OptionalInt.of(attempts) : OptionalInt.empty();
    }

    void require(String queue) throws ActiveMQException {
        if (!exists(queue)) {
            throw new ActiveMQException("there is no queue " + queue, ActiveMQExceptionType.QUEUE_DOES_NOT_EXIST);
        }
    }

    void create(String queue) throws ActiveMQException {
        if (exists(queue)) {
            return;
        }
        try {
            management.session().createAddress(SimpleString.of(queue), RoutingType.ANYCAST, false);
        } catch (ActiveMQAddressExistsException e) {
            LOG.debug("Address {} was made by another client just now", queue);
        }
        try {
            management
                    .session()
                    .createQueue(QueueConfiguration.of(queue)
                            .setAddress(queue)
                            .setRoutingType(RoutingType.ANYCAST)
                            .setDurable(true)
                            .setAutoDelete(false));
        } catch (ActiveMQQueueExistsException e) {
            LOG.debug("Queue {} was made by another client just now", queue);
        }
    }
}
