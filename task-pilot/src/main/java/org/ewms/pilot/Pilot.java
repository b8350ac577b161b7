package org.ewms.pilot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.pilot.internal.Counters;
import org.ewms.pilot.internal.Crew;
import org.ewms.pilot.internal.Host;
import org.ewms.pilot.internal.Intake;
import org.ewms.pilot.internal.Ledger;
import org.ewms.pilot.internal.OneQueue;
import org.ewms.pilot.internal.Outlet;
import org.ewms.pilot.internal.Settler;
import org.ewms.pilot.internal.SeveralQueues;
import org.ewms.pilot.internal.Stop;
import org.ewms.pilot.internal.Watch;
import org.ewms.pilot.internal.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: takes events from its input queues, runs the task on each in one of its slots, publishes the results, and acknowledges an event
 * once all its results are confirmed. A slot starts its next event without waiting for the confirmation of the last one.
 *
 * <p>At least once: an event is lost in no case; it may run again when the pilot or the connection dies between its result and its
 * acknowledgement. An event delivered again to the pilot that holds it, or has just done it, is not run again.
 *
 * <p>The pilot closes neither the broker nor the runner it was given. Use it once.
 */
public final class Pilot implements AutoCloseable {
    /** A result with this header goes to the output queue it names, and only there. */
    public static final String OUTPUT_HEADER = "output-queue";

    private static final Logger LOG = LoggerFactory.getLogger(Pilot.class);
    private static final int PUBLISH_WINDOW = 2000;

    private final MessageBroker broker;
    private final TaskRunner runner;
    private final PilotOptions options;
    private final NodeGate gate;
    private final Ledger ledger = new Ledger();
    private final Counters counters = new Counters();
    private final Watch watch;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    public Pilot(MessageBroker broker, TaskRunner runner, PilotOptions options) {
        this(broker, runner, options, NodeGate.OPEN, System::nanoTime);
    }

    /** @param gate asked before each task; where it says that the node is sick the pilot ends, {@link StopReason#FAILING} */
    public Pilot(MessageBroker broker, TaskRunner runner, PilotOptions options, NodeGate gate) {
        this(broker, runner, options, gate, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime}: decides on idle time and lifetime */
    public Pilot(MessageBroker broker, TaskRunner runner, PilotOptions options, LongSupplier nanoTime) {
        this(broker, runner, options, NodeGate.OPEN, nanoTime);
    }

    private Pilot(MessageBroker broker, TaskRunner runner, PilotOptions options, NodeGate gate, LongSupplier nanoTime) {
        this.broker = broker;
        this.runner = runner;
        this.options = options;
        this.gate = gate;
        this.watch = new Watch(nanoTime, options.limits(), ledger);
    }

    /**
     * Works until the pilot is idle, old, failing, or drained.
     *
     * @throws org.ewms.mqclient.MqException when a queue does not exist or the broker stayed away beyond its deadline; unfinished events are
     *     back in their queues, or will be as soon as the broker is
     * @throws InterruptedException when the calling thread is interrupted: running tasks are interrupted too
     */
    public StopReason run() throws InterruptedException {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a pilot runs once");
        }
        try {
            return work();
        } finally {
            ended.countDown();
        }
    }

    private StopReason work() throws InterruptedException {
        Outlet outlet = Outlet.open(
                broker,
                options.outputs(),
                new PublisherOptions(PUBLISH_WINDOW, options.limits().broker()));
        Intake intake;
        try {
            intake = openIntake();
        } catch (RuntimeException e) {
            outlet.close(Duration.ofSeconds(1));
            throw e;
        }
        Settler settler = new Settler(ledger, counters, watch, options.retries(), Host.name());
        Work work = new Work(runner, outlet, ledger, settler, counters, watch, options.failuresInARow(), gate);
        LOG.info("pilot started inputs={} outputs={} slots={}", options.inputs(), options.outputs(), options.slots());
        Stop stop = new Crew(options, intake, outlet, settler, work, watch, ledger, gate).work();
        LOG.info("pilot stopped {} {}", stop, status());
        return switch (stop) {
            case Stop.Orderly(StopReason reason, Duration grace) -> reason;
            case Stop.Broken(RuntimeException cause) -> throw cause;
            case Stop.Broken(InterruptedException cause) -> throw cause;
            case Stop.Broken(Throwable cause) ->
                throw new IllegalStateException("the pilot is broken: " + cause, cause);
        };
    }

    private Intake openIntake() {
        SubscriberOptions how = new SubscriberOptions(
                options.slots() + options.prefetch(), options.limits().broker());
        List<Subscription> subscriptions = new ArrayList<>();
        try {
            for (String queue : options.inputs()) {
                subscriptions.add(broker.subscribe(queue, how));
            }
        } catch (RuntimeException e) {
            subscriptions.forEach(Subscription::close);
            throw e;
        }
        return subscriptions.size() == 1
                ? new OneQueue(subscriptions.getFirst())
                : new SeveralQueues(subscriptions, cause -> watch.stop(new Stop.Broken(cause)));
    }

    /** The figures now; may be called at any time from any thread. */
    public PilotStatus status() {
        return counters.status(watch.stopping());
    }

    /** Drains with the grace of the options. */
    @Override
    public void close() {
        try {
            drain(options.limits().drainGrace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #drain}, but does not wait for the end: may be called by a task. */
    public void stop(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be negative, is " + grace);
        }
        watch.stop(new Stop.Orderly(StopReason.DRAINED, grace));
    }

    /**
     * Takes no more events, lets running tasks go on for {@code grace}, then interrupts them; unfinished events go back to their queues.
     * Returns once {@link #run} has ended, at once if it was never called. Of several calls the first sets the grace.
     */
    public void drain(Duration grace) throws InterruptedException {
        stop(grace);
        if (started.get()) {
            ended.await();
        }
    }
}
