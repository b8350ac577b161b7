package org.ewms.scanner;

import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;

/**
 * The queues of one scan.
 *
 * @param setup one message that every pilot looks at and leaves: event, algorithm, options
 * @param pixels events: pixels to reconstruct
 * @param fits results
 */
public record ScanQueues(String setup, String pixels, String fits) {
    /** Deliveries of one batch of pixels before it is dead-lettered; its pixels are then sent one by one. */
    static final int BATCH_ATTEMPTS = 3;

    public static ScanQueues of(String scanId) {
        return new ScanQueues("scan." + scanId + ".setup", "scan." + scanId + ".pixels", "scan." + scanId + ".fits");
    }

    /** Creates them where absent. */
    void declare(MessageBroker broker) {
        broker.declare(QueueSpec.of(setup));
        broker.declare(new QueueSpec(pixels, BATCH_ATTEMPTS));
        broker.declare(new QueueSpec(fits, 1000));
    }

    /** Deletes them with what is left in them, pixels first so that pilots stop. */
    void delete(MessageBroker broker) {
        broker.delete(pixels);
        broker.delete(fits);
        broker.delete(setup);
    }
}
