package org.ewms.mqclient.rabbitmq.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.ReliablePublisher;
import org.ewms.mqclient.adapter.Retries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies messages to dead-letter queues and waiting places, confirmed, before they are acknowledged where they came from. */
final class Elsewhere {
    private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);

    private final ReliablePublisher publisher;
    private final ReliablePublisher deadLetters;
    private final RabbitQueues queues;
    private final RabbitFailures failures;
    private final Duration deadline;
    private volatile boolean deadLettersOnly;

    /**
     * @param publisher to any queue
     * @param deadLetters to dead-letter queues only, through the exchange of each
     */
    Elsewhere(
            ReliablePublisher publisher,
            ReliablePublisher deadLetters,
            RabbitQueues queues,
            RabbitFailures failures,
            Duration deadline) {
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.queues = queues;
        this.failures = failures;
        this.deadline = deadline;
    }

    /** Puts a dead letter into the queue for those, which is made if somebody else's queue has none. */
    void park(String queue, Message dead) {
        String target = MessageBroker.deadLetterQueue(queue);
        if (deadLettersOnly) {
            publish(deadLetters, target, dead);
            return;
        }
        try {
            publish(publisher, target, dead);
        } catch (RefusedException e) {
            // A token that is good for consuming alone does not open the exchange that leads to every queue.
            if (!RabbitFailures.isForbidden(e)) {
                throw e;
            }
            publish(deadLetters, target, dead);
            deadLettersOnly = true;
        } catch (UnroutableException e) {
            Retries.<Boolean>within(deadline, "declare queue " + target, failures, () -> {
                queues.declareDeadLetterQueue(queue);
                return true;
            });
            publish(publisher, target, dead);
        }
    }

    /** @return false when we may not declare a waiting place: the message should be tried again at once */
    boolean delay(String queue, Message message, int attempts, Duration delay) {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(Wire.ATTEMPTS_BEFORE, Integer.toString(attempts));
        try {
            String place = Retries.within(
                    deadline,
                    "declare a waiting place for " + queue,
                    failures,
                    () -> queues.declareWaitingPlace(queue, delay));
            publish(publisher, place, new Message(message.id(), message.body(), headers));
            return true;
        } catch (RefusedException e) {
            LOG.warn("Message {} of {} is tried again without delay: {}", message.id(), queue, e.getMessage());
            return false;
        }
    }

    private void publish(ReliablePublisher by, String target, Message message) {
        try {
            by.publish(target, message).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MqException known ? known : failures.describe(e, "publish to " + target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while publishing " + message.id() + " to " + target, e);
        }
    }
}
