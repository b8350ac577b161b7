package org.ewms.pilot.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;

/** An event this pilot has taken and not yet settled, with every delivery of it that reached this pilot. */
public final class InHand {
    private final Delivery first;
    private final boolean listed;
    private List<Delivery> later = List.of();
    private boolean settled;

    /** @param listed false when another event holds this id in the {@link Ledger} */
    InHand(Delivery delivery, boolean listed) {
        this.first = delivery;
        this.listed = listed;
    }

    public Message message() {
        return first.message();
    }

    public int attempt() {
        return first.attempt();
    }

    boolean listed() {
        return listed;
    }

    /** Takes over a redelivery of this same event, whose earlier delivery is void; false when it is too late or not the same event. */
    synchronized boolean adopt(Delivery redelivery) {
        boolean same = redelivery.attempt() > first.attempt()
                && Arrays.equals(redelivery.message().body(), first.message().body());
        if (settled || !same) {
            return false;
        }
        later = later.isEmpty() ? new ArrayList<>(2) : later;
        later.add(redelivery);
        return true;
    }

    /** The deliveries to settle now, newest first; empty when that was done before. */
    synchronized List<Delivery> settle() {
        if (settled) {
            return List.of();
        }
        settled = true;
        if (later.isEmpty()) {
            return List.of(first);
        }
        List<Delivery> all = new ArrayList<>(later.reversed());
        all.add(first);
        return all;
    }

    public synchronized boolean settled() {
        return settled;
    }
}
