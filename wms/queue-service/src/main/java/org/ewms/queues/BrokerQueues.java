package org.ewms.queues;

import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.QueueSpec;
import org.ewms.workflow.QueueGroup;

/** The queues as they are on the broker. */
public interface BrokerQueues {
    /** A broker whose queues are declared by those who use them. */
    BrokerQueues LEFT_TO_CLIENTS = group -> {};

    /**
     * Makes them, each with its dead-letter queue, where they are missing.
     *
     * @throws QueueServiceException naming the queue and what the broker said
     */
    void make(QueueGroup group);

    /** Queues on this broker; it stays the caller's to close. */
    static BrokerQueues on(MessageBroker broker) {
        return group -> group.queues().forEach(queue -> {
            try {
                broker.declare(QueueSpec.of(queue.id()));
            } catch (MqException e) {
                throw new QueueServiceException(
                        "cannot make queue " + queue.id() + " (" + queue.alias() + "): " + e.getMessage(), e);
            }
        });
    }
}
