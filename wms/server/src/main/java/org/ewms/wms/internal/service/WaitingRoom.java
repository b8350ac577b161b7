package org.ewms.wms.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.ewms.workflow.Offers;
import org.ewms.workflow.Taskforce;

/** The taskforces that wait for a TMS, by schedd; the store keeps them, this knows them without asking it. */
public final class WaitingRoom {
    private final Offers offers;
    private final Map<String, Map<String, Taskforce>> bySchedd = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();

    public WaitingRoom(Offers offers) {
        this.offers = offers;
    }

    /** The taskforce is now as given: it comes, stays or goes. */
    public void now(Taskforce taskforce) {
        Map<String, Taskforce> room =
                bySchedd.computeIfAbsent(taskforce.plan().schedd(), each -> new ConcurrentHashMap<>());
        if (offers.startable(taskforce) || offers.stoppable(taskforce)) {
            room.merge(taskforce.uuid(), taskforce, (known, next) -> next.version() >= known.version() ? next : known);
            announce();
        } else {
            room.remove(taskforce.uuid());
        }
    }

    /** All that wait; those not among them have gone. */
    public void reset(List<Taskforce> waiting) {
        bySchedd.values().forEach(Map::clear);
        waiting.forEach(this::now);
    }

    /** How many wait for a TMS. */
    public int size() {
        return bySchedd.values().stream().mapToInt(Map::size).sum();
    }

    /** Those that wait for the TMS of this schedd. */
    public List<Taskforce> of(String schedd) {
        return List.copyOf(bySchedd.getOrDefault(schedd, Map.of()).values());
    }

    /** The first answer that is not empty, asked again whenever somebody came in, until the time is up. */
    public <T> Optional<T> await(Function<Instant, Optional<T>> answer, java.time.Clock clock, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            for (; ; ) {
                Optional<T> got = answer.apply(clock.instant());
                if (got.isPresent() || left <= 0) {
                    return got;
                }
                // A lease may end without anybody coming in.
                long slice = Math.min(left, TimeUnit.SECONDS.toNanos(1));
                left -= slice - arrival.awaitNanos(slice);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void announce() {
        lock.lock();
        try {
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
