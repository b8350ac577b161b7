package org.ewms.mqclient.nats.internal;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One connection and who wants to know when it is lost. */
final class Session {
    /** Who has an answer has it in milliseconds; a group of servers without a leader does not answer at all, for the seconds that it elects one. */
    private static final Duration INQUIRY_LIMIT = Duration.ofSeconds(2);

    private final Connection connection;
    private final Denials denials;
    private final JetStream publishing;
    private final JetStreamManagement management;
    private final JetStreamManagement inquiries;
    private final Set<Runnable> onLoss = ConcurrentHashMap.newKeySet();
    private final ReentrantLock closing = new ReentrantLock();
    private volatile boolean lost;

    /** @param publishLimit how long the client library keeps an unanswered publication in mind */
    Session(Connection connection, Denials denials, Duration requestLimit, Duration publishLimit) throws IOException {
        this.connection = connection;
        this.denials = denials;
        this.publishing = connection.jetStream(
                JetStreamOptions.builder().requestTimeout(publishLimit).build());
        this.management = connection.jetStreamManagement(
                JetStreamOptions.builder().requestTimeout(requestLimit).build());
        Duration shorter = requestLimit.compareTo(INQUIRY_LIMIT) < 0 ? requestLimit : INQUIRY_LIMIT;
        this.inquiries = connection.jetStreamManagement(
                JetStreamOptions.builder().requestTimeout(shorter).build());
    }

    Connection connection() {
        return connection;
    }

    Denials denials() {
        return denials;
    }

    JetStream publishing() {
        return publishing;
    }

    JetStreamManagement management() {
        return management;
    }

    /** For questions that change nothing and are asked again. */
    JetStreamManagement inquiries() {
        return inquiries;
    }

    /** Held while a feed gives back what it has. */
    ReentrantLock closing() {
        return closing;
    }

    boolean isOpen() {
        return !lost && connection.getStatus() == Connection.Status.CONNECTED;
    }

    /** Runs it when the connection is lost, at once if it is already. */
    void whenLost(Runnable action) {
        onLoss.add(action);
        if (lost && onLoss.remove(action)) {
            action.run();
        }
    }

    void forget(Runnable action) {
        onLoss.remove(action);
    }

    void lost() {
        lost = true;
        for (Runnable action : onLoss) {
            if (onLoss.remove(action)) {
                action.run();
            }
        }
    }
}
