package org.ewms.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.pilot.RestingPilot;
import org.ewms.run.FanOut;
import org.ewms.run.RunException;
import org.jspecify.annotations.Nullable;

/**
 * Hears from a run's pilots when they rest because everything failed at once on their node, so that no run stands still without a word. One
 * in which nothing has succeeded, and nobody is left to take an event, is ended.
 */
final class RestingPilots implements AutoCloseable {
    /** Where pilots tell it. */
    static final String QUEUE = "run-resting";

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nobody is left of whom anything can be hoped. */
    private static final Duration ALL_REST = Duration.ofSeconds(5);

    /** Some are still to be started, perhaps elsewhere. */
    private static final Duration SOME_ARE_TO_COME = Duration.ofSeconds(60);

    private static final int SHOWN = 100;
    private static final int HOSTS_SHOWN = 5;

    private final MessageBroker broker;
    private final Clock clock;
    private final Subscription news;
    private final Map<String, RestingPilot> told = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile String why = "";
    private volatile boolean closed;
    private @Nullable Instant standing;

    /** Makes the queue; what an earlier run was told is of no use to this one. */
    RestingPilots(MessageBroker broker, Clock clock) {
        this.broker = broker;
        this.clock = clock;
        broker.declare(QueueSpec.of(QUEUE));
        broker.purge(QUEUE);
        news = broker.subscribe(QUEUE, new SubscriberOptions(100, PATIENCE));
    }

    /**
     * Begins to listen.
     *
     * @param living pilots that there are
     * @param done inputs that have succeeded in this run
     * @param onFailure called when nothing is to be hoped for; {@link #check} tells why
     */
    void watch(IntSupplier living, LongSupplier done, Runnable onFailure) {
        Thread.ofVirtual().name("resting pilots").start(() -> {
            try {
                while (!closed && failure.get() == null) {
                    take(news.receive(LOOK));
                    look(living, done, onFailure);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ClosedException e) {
                closed = true;
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                onFailure.run();
            }
        });
    }

    private void take(@Nullable Delivery delivery) {
        if (delivery == null) {
            return;
        }
        RestingPilot.of(delivery.message()).ifPresent(each -> {
            told.put(each.pilot(), each);
            if (!each.why().isEmpty()) {
                why = cut(RunReport.inOneLine(each.why()));
            }
        });
        delivery.ack();
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private void look(IntSupplier living, LongSupplier done, Runnable onFailure) {
        List<RestingPilot> resting = resting();
        if (resting.isEmpty()
                || done.getAsLong() > 0
                || broker.depth(FanOut.EVENTS).consumers() != 0) {
            standing = null;
            return;
        }
        Instant now = clock.instant();
        Instant since = standing == null ? now : standing;
        standing = since;
        Duration patience = resting.size() >= living.getAsInt() ? ALL_REST : SOME_ARE_TO_COME;
        if (!now.isBefore(since.plus(patience))) {
            failure.compareAndSet(
                    null,
                    new RunException("nothing has succeeded, and all pilots rest: everything failed at once on "
                            + hosts(resting) + reason()
                            + ". Nothing is lost: when that is mended, the same command line goes on; with --sick-after 0"
                            + " every input is tried, and failures are listed"));
            onFailure.run();
        }
    }

    private List<RestingPilot> resting() {
        Instant now = clock.instant();
        return told.values().stream().filter(each -> now.isBefore(each.until())).toList();
    }

    private static String hosts(List<RestingPilot> pilots) {
        TreeSet<String> all =
                new TreeSet<>(pilots.stream().map(RestingPilot::host).toList());
        String some = String.join(", ", all.stream().limit(HOSTS_SHOWN).toList());
        return all.size() <= HOSTS_SHOWN ? some : some + " and " + (all.size() - HOSTS_SHOWN) + " more";
    }

    private String reason() {
        return why.isEmpty() ? "" : ", last: " + why;
    }

    /** For display, behind what is said of the others; empty while none rests. */
    String describe() {
        List<RestingPilot> resting = resting();
        return resting.stream()
                .map(RestingPilot::until)
                .max(Instant::compareTo)
                .map(until -> ", " + resting.size() + " of them rest until " + until.truncatedTo(ChronoUnit.SECONDS)
                        + ": everything failed at once on " + hosts(resting) + reason()
                        + " (--sick-after 0 lets them go on)")
                .orElse("");
    }

    /** What is to be said of it at the end; empty when none has rested. */
    Optional<String> summary() {
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of("note: " + told.size() + " pilots have rested, because everything failed at once on "
                        + hosts(List.copyOf(told.values())) + reason());
    }

    /** Throws why the run cannot go on, if so. */
    void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            news.close();
        } catch (MqException e) {
            // The broker ends with the run.
        }
    }
}
