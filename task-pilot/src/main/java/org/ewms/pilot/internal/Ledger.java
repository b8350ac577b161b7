package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;

/**
 * Which events this pilot holds. After a lost connection the broker delivers again what was not acknowledged; the ledger recognises such an
 * event, so that a task that runs already, or has run, is not run twice here.
 */
public final class Ledger {
    private static final int REMEMBERED = 10_000;

    private final ConcurrentHashMap<String, InHand> held = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean awaited;
    private final Map<String, Fingerprint> recentlyDone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fingerprint> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Fingerprint(int length, int hash) {
        static Fingerprint of(Message message) {
            return new Fingerprint(message.body().length, Arrays.hashCode(message.body()));
        }
    }

    /** What to do with a delivery. */
    public sealed interface Taken {}

    /** Run it. */
    public record Run(InHand event) implements Taken {}

    /** The event is in hand already; this delivery is settled together with it. */
    public record Adopted() implements Taken {}

    /** The event was done here a short while ago and its results confirmed, only the acknowledgement got lost: acknowledge. */
    public record AlreadyDone() implements Taken {}

    public Taken take(Delivery delivery) {
        if (delivery.attempt() > 1 && wasDone(delivery.message())) {
            return new AlreadyDone();
        }
        InHand event = new InHand(delivery, true);
        InHand holder = held.putIfAbsent(delivery.message().id(), event);
        if (holder != null) {
            if (holder.adopt(delivery)) {
                return new Adopted();
            }
            event = new InHand(delivery, false);
        }
        count.incrementAndGet();
        return new Run(event);
    }

    /** To be called once the event's deliveries are settled. */
    void forget(InHand event) {
        if (event.listed()) {
            held.remove(event.message().id(), event);
        }
        count.decrementAndGet();
        if (awaited) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until no more than {@code most} events are in hand, or {@code patience} is over. */
    synchronized void awaitAtMost(int most, Duration patience) throws InterruptedException {
        awaited = true;
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (count.get() > most && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    void rememberDone(Message message) {
        synchronized (recentlyDone) {
            recentlyDone.put(message.id(), Fingerprint.of(message));
        }
    }

    private boolean wasDone(Message message) {
        synchronized (recentlyDone) {
            Fingerprint known = recentlyDone.get(message.id());
            return known != null && known.equals(Fingerprint.of(message)) && recentlyDone.remove(message.id(), known);
        }
    }

    public int size() {
        return count.get();
    }
}
