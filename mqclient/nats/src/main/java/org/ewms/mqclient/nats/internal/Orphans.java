package org.ewms.mqclient.nats.internal;

import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a subscription held when its connection was lost: given back over the next one, unless the server has done so itself by then. */
final class Orphans {
    private static final byte[] NAK = {'-', 'N', 'A', 'K'};

    private final List<String> replies = new ArrayList<>();
    private long since;

    /** @param lastSign when the server last heard that they are worked on, in {@link System#nanoTime} */
    synchronized void add(Collection<String> held, long lastSign) {
        replies.addAll(held);
        since = lastSign;
    }

    synchronized void giveBack(Connection connection) {
        Duration age = Duration.ofNanos(System.nanoTime() - since);
        if (age.compareTo(NatsQueues.ACK_WAIT.dividedBy(2)) < 0) {
            replies.forEach(reply -> connection.publish(reply, NAK));
        }
        replies.clear();
    }
}
