package org.ewms.pilot.internal.chirp;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.ewms.pilot.internal.LastWords;
import org.ewms.pilot.internal.PilotNews;
import org.ewms.pilot.internal.chirp.ChirpConnection.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells HTCondor what the pilot is doing: attributes of its job, or lines in the job's event log. Status and errors at once, counts no more
 * often than the rate limit; what cannot be told is kept until it can, the latest value per attribute. On a thread of its own, so that a
 * silent server delays nobody.
 */
public final class Chirp implements PilotNews {
    private static final Logger LOG = LoggerFactory.getLogger(Chirp.class);
    private static final String PREFIX = "HTChirpEWMSPilot";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final double SHORTEST_TASK = 1e-3;

    private final Place place;
    private final Function<Map.Entry<String, Object>, String> line;
    private final Duration rateLimit;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Object> backlog = new LinkedHashMap<>();
    private final Thread thread;
    private boolean urgent;
    private boolean closing;

    private Chirp(Place place, boolean eventLog, Duration rateLimit, Clock clock) {
        this.place = place;
        this.line = eventLog
                ? entry -> ChirpLine.log(entry.getKey(), entry.getValue())
                : entry -> ChirpLine.setJobAttribute(entry.getKey(), entry.getValue());
        this.rateLimit = rateLimit;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("pilot-chirp").start(this::work);
    }

    /**
     * Starts, if we are inside a job that has a chirp server.
     *
     * @param eventLog into the job's event log instead of its attributes
     */
    public static Optional<Chirp> start(
            Map<String, String> environment, boolean eventLog, Duration rateLimit, Clock clock) {
        try {
            Optional<Place> place = Place.find(environment);
            if (place.isEmpty()) {
                LOG.warn("chirping is wanted, but there is no .chirp.config");
            }
            return place.map(at -> new Chirp(at, eventLog, rateLimit, clock));
        } catch (IOException e) {
            LOG.warn("chirping is not possible: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void started() {
        tell(true, Map.of("StartedTimestamp", clock.instant().getEpochSecond()));
    }

    @Override
    public void status(String status) {
        tell(true, Map.of("Status", status));
    }

    @Override
    public void error(String error, String details) {
        tell(true, Map.of("Error", error, "ErrorTraceback", details));
    }

    /** Totals so far; those that are zero are not worth a word. */
    @Override
    public void totals(long success, long failed) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("TasksTotal", success + failed);
        all.put("TasksSuccess", success);
        all.put("TasksFailed", failed);
        all.values().removeIf(value -> value.equals(0L));
        tell(false, all);
    }

    /** To three digits: nobody needs more, and the event log is read by people too. */
    @Override
    public void pace(double taskSeconds) {
        BigDecimal rounded = new BigDecimal(Math.max(SHORTEST_TASK, taskSeconds), new MathContext(3));
        tell(false, Map.of("TaskSeconds", rounded.setScale(Math.max(0, rounded.scale()))));
    }

    private void tell(boolean now, Map<String, Object> attributes) {
        lock.lock();
        try {
            attributes.forEach((name, value) -> backlog.put(PREFIX + name, value));
            urgent |= now;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            long lastFlush = System.nanoTime() - rateLimit.toNanos();
            while (awaitWork(lastFlush)) {
                if (flush()) {
                    lastFlush = System.nanoTime();
                } else {
                    pause();
                }
            }
            flush();
        } catch (InterruptedException e) {
            LOG.warn("gave up chirping");
        }
    }

    /** False at the end. */
    private boolean awaitWork(long lastFlush) throws InterruptedException {
        lock.lock();
        try {
            while (!closing) {
                long wait = lastFlush + rateLimit.toNanos() - System.nanoTime();
                if (!backlog.isEmpty() && (urgent || wait <= 0)) {
                    return true;
                }
                changed.awaitNanos(backlog.isEmpty() ? TimeUnit.HOURS.toNanos(1) : wait);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            if (!closing) {
                changed.awaitNanos(RETRY.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean flush() {
        Map<String, Object> due;
        lock.lock();
        try {
            due = new LinkedHashMap<>(backlog);
            urgent = false;
        } finally {
            lock.unlock();
        }
        if (due.isEmpty()) {
            return true;
        }
        due.put(PREFIX + "LastUpdatedTimestamp", clock.instant().getEpochSecond());
        try (ChirpConnection connection = new ChirpConnection(place)) {
            for (Map.Entry<String, Object> entry : due.entrySet()) {
                connection.say(line.apply(entry));
                told(entry);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("chirping failed, to be tried again: {}", e.toString());
            lock.lock();
            try {
                urgent = true;
            } finally {
                lock.unlock();
            }
            return false;
        }
    }

    private void told(Map.Entry<String, Object> entry) {
        lock.lock();
        try {
            backlog.remove(entry.getKey(), entry.getValue());
        } finally {
            lock.unlock();
        }
    }

    /** Tells what is left, for some seconds at most. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        LastWords.await(thread, PATIENCE);
    }
}
