package org.ewms.pilot.internal.environment;

import java.time.Duration;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.MessageBroker;
import org.ewms.pilot.QueueTaskLog;
import org.ewms.pilot.TaskLog;

/** Sends what tasks print to a queue, over a connection of its own: much output must not hold up results. */
public final class QueueOfOutput implements TaskLog {
    private final MessageBroker broker;
    private final QueueTaskLog log;

    private QueueOfOutput(MessageBroker broker, QueueTaskLog log) {
        this.broker = broker;
        this.log = log;
    }

    /** Declares the queue if it is not there yet. */
    public static TaskLog open(MqProfile profile, String pilot, Duration patience) {
        MessageBroker broker = Brokers.connect(profile.uri(), profile.options().withDeadline(patience));
        try {
            QueueSwitch.declareIfAbsent(broker, profile.queue());
            return new QueueOfOutput(broker, new QueueTaskLog(broker, profile.queue(), pilot));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public void chunk(String eventId, int attempt, Stream stream, byte[] chunk) {
        log.chunk(eventId, attempt, stream, chunk);
    }

    @Override
    public void close() {
        log.close();
        broker.close();
    }
}
