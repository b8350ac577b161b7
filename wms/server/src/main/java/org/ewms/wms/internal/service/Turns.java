package org.ewms.wms.internal.service;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

/** A few at a time; of those who wait whoever has the highest priority is next, and among equals whoever came first. */
final class Turns {
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparingInt((Waiting each) -> -each.priority()).thenComparingLong(Waiting::arrival));
    private int free;
    private long arrivals;

    private record Waiting(int priority, long arrival, CountDownLatch turn) {}

    /** @param most at a time */
    Turns(int most) {
        free = most;
    }

    /** Waits for a turn, to be given back by {@link #give}. */
    void take(int priority) throws InterruptedException {
        Waiting mine;
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            mine = new Waiting(priority, arrivals++, new CountDownLatch(1));
            waiting.add(mine);
        }
        try {
            mine.turn().await();
        } catch (InterruptedException e) {
            if (!left(mine)) {
                give();
            }
            throw e;
        }
    }

    /** False when its turn has come already. */
    private synchronized boolean left(Waiting mine) {
        return waiting.remove(mine);
    }

    /** The turn is over. */
    synchronized void give() {
        Waiting next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.turn().countDown();
        }
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }
}
