package org.ewms.queues;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** How fast queues fill or drain, from what was seen when somebody looked. */
final class QueueRates {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;
    private final ConcurrentHashMap<String, Deque<Look>> looks = new ConcurrentHashMap<>();

    private record Look(Instant at, long remaining) {}

    QueueRates(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes what is left in the queue now.
     *
     * @return messages per second since the first look within a minute, negative when it drains; empty when there was none
     */
    OptionalDouble seen(String queueId, long remaining) {
        Look now = new Look(clock.instant(), remaining);
        OptionalDouble[] rate = {OptionalDouble.empty()};
        looks.compute(queueId, (id, known) -> {
            Deque<Look> all = known == null ? new ArrayDeque<>() : known;
            while (!all.isEmpty() && all.getFirst().at().plus(LONGEST).isBefore(now.at())) {
                all.removeFirst();
            }
            if (!all.isEmpty() && all.getFirst().at().plus(SHORTEST).isBefore(now.at())) {
                Look first = all.getFirst();
                double seconds = Duration.between(first.at(), now.at()).toNanos() / 1e9;
                rate[0] = OptionalDouble.of((remaining - first.remaining()) / seconds);
            }
            if (all.isEmpty() || all.getLast().at().plus(SHORTEST).isBefore(now.at())) {
                all.addLast(now);
            }
            return all;
        });
        return rate[0];
    }

    /** The queue is gone. */
    void forget(String queueId) {
        looks.remove(queueId);
    }
}
