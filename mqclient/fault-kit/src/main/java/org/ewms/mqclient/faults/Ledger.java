package org.ewms.mqclient.faults;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What became of numbered messages; a few bits for each. */
public final class Ledger {
    private static final int SHOWN = 10;

    private final BitSet confirmed = new BitSet();
    private final BitSet received = new BitSet();
    private int confirmations;
    private int receipts;
    private int repeated;
    private int strangers;
    private int unconfirmed;
    private long longestWaitNanos;
    private long longestBlockNanos;

    synchronized void confirm(int number) {
        confirmed.set(number);
        confirmations++;
    }

    synchronized void fail() {
        unconfirmed++;
    }

    synchronized void waited(long nanos) {
        longestWaitNanos = Math.max(longestWaitNanos, nanos);
    }

    synchronized void blocked(long nanos) {
        longestBlockNanos = Math.max(longestBlockNanos, nanos);
    }

    synchronized void receive(int number) {
        if (received.get(number)) {
            repeated++;
        } else {
            received.set(number);
            receipts++;
        }
    }

    synchronized void stranger() {
        strangers++;
    }

    /** Messages the broker has confirmed. */
    public synchronized int confirmed() {
        return confirmations;
    }

    /** Different messages that have arrived. */
    public synchronized int received() {
        return receipts;
    }

    /** Arrivals of messages that had arrived before. */
    public synchronized int repeated() {
        return repeated;
    }

    /** Messages the publisher gave up. */
    public synchronized int unconfirmed() {
        return unconfirmed;
    }

    /** Arrivals that were not what was sent. */
    public synchronized int strangers() {
        return strangers;
    }

    /** The longest a publisher waited for room, nanoseconds. */
    public synchronized long longestBlockNanos() {
        return longestBlockNanos;
    }

    /** The longest a message taken by the publisher waited for its confirmation or failure, nanoseconds. */
    public synchronized long longestWaitNanos() {
        return longestWaitNanos;
    }

    /** Some of the confirmed messages that have not arrived. */
    public synchronized List<Integer> missing() {
        var missing = (BitSet) confirmed.clone();
        missing.andNot(received);
        List<Integer> some = new ArrayList<>();
        for (int n = missing.nextSetBit(0); n >= 0 && some.size() < SHOWN; n = missing.nextSetBit(n + 1)) {
            some.add(n);
        }
        return some;
    }

    @Override
    public synchronized String toString() {
        return "%,d confirmed, %,d received, %,d of them again, %,d given up, longest wait %.1f s"
                .formatted(confirmations, receipts, repeated, unconfirmed, longestWaitNanos / 1e9);
    }
}
