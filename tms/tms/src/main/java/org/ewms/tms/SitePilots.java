package org.ewms.tms;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.ewms.batch.BatchException;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.SubmitRequest;
import org.ewms.tms.internal.Evictions;
import org.ewms.tms.internal.Submissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pilots at one site without a workflow service: as many as are wanted, those that end replaced, all removed at the end. Each submission is
 * written down before it is made, so that who comes after a crash removes what was left.
 */
public final class SitePilots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SitePilots.class);
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Ended clusters are not known for ever; one just submitted not always at once. */
    private static final Duration LOST = Duration.ofSeconds(30);

    private static final Duration REMOVAL = Duration.ofSeconds(30);
    private static final int FUTILE = 10;

    private final Site site;
    private final PilotOrder order;
    private final IntSupplier wanted;
    private final LongSupplier progress;
    private final Runnable onFailure;
    private final Clock clock;
    private final Submissions submissions;
    private final Evictions evictions;
    private final Map<ClusterId, Instant> clusters = new HashMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;
    private volatile String described = "no pilots yet";
    private volatile int living;
    private long progressed;
    private int futile;
    private int replaced;

    private SitePilots(
            Site site, PilotOrder order, IntSupplier wanted, LongSupplier progress, Runnable onFailure, Clock clock) {
        this.site = site;
        this.order = order;
        this.wanted = wanted;
        this.progress = progress;
        this.onFailure = onFailure;
        this.clock = clock;
        this.submissions = new Submissions(site, order.directory());
        this.evictions = new Evictions(site, clock);
        thread = Thread.ofVirtual().name("pilots at " + site.name()).start(this::look);
    }

    /**
     * Removes what an earlier process, which was killed, left in this directory; returns when it has ended.
     *
     * @param directory of that process's order
     * @throws BatchUnavailableException when the batch system does not say so in time
     */
    public static void removeLeft(Site site, Path directory) throws InterruptedException {
        new Submissions(site, directory).removeAll(REMOVAL);
    }

    /**
     * Begins to submit.
     *
     * @param site closed with the pilots
     * @param wanted how many pilots there should be now, asked again and again
     * @param progress a number that grows while pilots are of use: when many end without that, something is wrong with the site
     * @param onFailure called when that is so, or the batch system refuses them; {@link #check} tells why
     */
    public static SitePilots start(
            Site site, PilotOrder order, IntSupplier wanted, LongSupplier progress, Runnable onFailure, Clock clock) {
        return new SitePilots(site, order, wanted, progress, onFailure, clock);
    }

    private void look() {
        Duration rest = SHORTEST;
        try {
            do {
                try {
                    rest = round() ? SHORTEST : longer(rest);
                } catch (BatchRefusedException e) {
                    fail(e);
                    return;
                } catch (BatchException e) {
                    LOG.warn("{}: {}; trying again in {}", site.name(), e.getMessage(), rest);
                    rest = longer(rest);
                }
            } while (!stop.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private static Duration longer(Duration rest) {
        Duration more = rest.multipliedBy(3).dividedBy(2);
        return more.compareTo(LONGEST) > 0 ? LONGEST : more;
    }

    /** Whether anything was done. */
    private boolean round() {
        Instant now = clock.instant();
        Map<ClusterId, ClusterStatus> statuses =
                clusters.isEmpty() ? Map.of() : site.batch().statuses(clusters.keySet());
        evictions.look(Map.of(order.name(), clusters.keySet()));
        Map<String, Integer> states = new TreeMap<>();
        for (ClusterId each : List.copyOf(clusters.keySet())) {
            ClusterStatus status = statuses.get(each);
            if (status == null) {
                if (now.isAfter(clusters.getOrDefault(each, now).plus(LOST))) {
                    clusters.remove(each);
                }
                continue;
            }
            clusters.put(each, now);
            status.jobs().forEach((kind, number) -> {
                if (!kind.state().isFinal()) {
                    states.merge(kind.word().toLowerCase(java.util.Locale.ROOT), number, Integer::sum);
                }
            });
            if (status.over()) {
                clusters.remove(each);
                status.errors().forEach((error, number) -> errors.merge(error, number, Integer::sum));
            }
        }
        living = states.values().stream().mapToInt(Integer::intValue).sum();
        described = described(states);
        long unseen = clusters.keySet().stream()
                .filter(each -> !statuses.containsKey(each))
                .count();
        int missing = Math.min(wanted.getAsInt(), site.maxWorkers()) - living;
        if (missing <= 0 || unseen > 0) {
            return false;
        }
        judge(missing);
        SubmitRequest request = submissions.next(order, missing);
        clusters.put(submissions.submit(request), now);
        replaced += missing;
        return true;
    }

    private String described(Map<String, Integer> states) {
        String counted = states.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return (counted.isEmpty() ? "no" : counted) + " pilots at " + site.name();
    }

    /** Pilots end at all times, and are replaced; but not when they end for nothing. */
    private void judge(int missing) {
        long now = progress.getAsLong();
        futile = replaced == 0 || now != progressed ? 0 : futile + missing;
        progressed = now;
        if (futile > Math.max(FUTILE, 2 * wanted.getAsInt())) {
            throw new BatchRefusedException("pilots at " + site.name() + " end without having done anything: "
                    + (errors.isEmpty() ? "without an error" : String.join("; ", errors.keySet()))
                    + "; what they said is in " + order.directory());
        }
    }

    private void fail(RuntimeException cause) {
        failure.compareAndSet(null, cause);
        onFailure.run();
    }

    /** Throws why there can be no more pilots, if so. */
    public void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    /** How many there are, those included that still wait to be started. */
    public int living() {
        return living;
    }

    /** For display: how many are in which state. */
    public String describe() {
        return described;
    }

    /**
     * Removes all pilots; returns when the batch system says that they have ended. Then it lets go of the site.
     *
     * @throws BatchUnavailableException when it does not say so in time
     */
    @Override
    public void close() {
        stop.release();
        try {
            thread.join();
            submissions.removeAll(REMOVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            site.batch().close();
        }
    }
}
