package org.ewms.mqclient.pulsar.internal;

import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import org.ewms.mqclient.adapter.Outgoing;

/**
 * A publisher's name and the numbers of its messages, which stay the same over all its connections: a broker that de-duplicates drops what
 * it has already. Numbers are given in the order of first sending, as a broker takes a smaller one than its last for a repetition.
 */
final class Sequences {
    private final String producer = "ewms-" + UUID.randomUUID();
    private final Map<Outgoing, Long> numbers = new WeakHashMap<>();
    private long next;

    String producer() {
        return producer;
    }

    synchronized long of(Outgoing outgoing) {
        return numbers.computeIfAbsent(outgoing, ignored -> next++);
    }

    synchronized void forget(Outgoing outgoing) {
        numbers.remove(outgoing);
    }
}
