package org.ewms.run.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.run.CommandIdentity;
import org.ewms.run.RunProgress;
import org.ewms.run.WorkKey;
import org.ewms.run.WorkList;

/** Sends and collects until all is done, or until told to stop. */
public final class RunLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PUBLISH_WINDOW = 500;
    private static final long TICK_MILLIS = 100;
    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;
    private static final long DRAIN_NANOS = 10_000_000_000L;

    private final WorkList work;
    private final CommandIdentity identity;
    private final Plan plan;
    private final Journal journal;
    private final Tally tally;
    private volatile boolean stopped;

    public RunLoop(WorkList work, CommandIdentity identity, Plan plan, Journal journal) {
        this.work = work;
        this.identity = identity;
        this.plan = plan;
        this.journal = journal;
        this.tally = new Tally(work.size(), System.nanoTime());
    }

    public void stop() {
        stopped = true;
    }

    public RunProgress progress() {
        return tally.progress(System.nanoTime());
    }

    public Set<WorkKey> failing() {
        return tally.failing();
    }

    /**
     * Works.
     *
     * @param endWork called when stopped: after it no more outcomes are published
     * @return true when every input is settled
     */
    public boolean run(
            MessageBroker broker, Queues queues, String runId, RunProgress.Listener listener, Runnable endWork)
            throws IOException, InterruptedException {
        LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
        try (Publisher publisher = broker.publisher(queues.events(), new PublisherOptions(PUBLISH_WINDOW, PATIENCE));
                Feed results = new Feed(broker, queues.results(), news);
                Feed failures = new Feed(broker, MessageBroker.deadLetterQueue(queues.events()), news)) {
            Sender sender = new Sender(work, identity, plan, runId, publisher, news);
            Collector collector = new Collector(news, journal, tally, sender);
            Thread sending = Thread.ofPlatform().daemon().name("run-sender").start(sender);
            try {
                return collect(collector, listener) || end(collector, broker, queues, endWork);
            } finally {
                sender.stop();
                sending.interrupt();
                sending.join();
                listener.progress(progress());
            }
        }
    }

    private boolean collect(Collector collector, RunProgress.Listener listener)
            throws IOException, InterruptedException {
        long next = System.nanoTime();
        while (!stopped && !collector.finished()) {
            collector.step(TICK_MILLIS);
            if (System.nanoTime() - next >= 0) {
                listener.progress(progress());
                next = System.nanoTime() + TICK_NANOS;
            }
        }
        return collector.finished();
    }

    /** What was done before the end counts. */
    private boolean end(Collector collector, MessageBroker broker, Queues queues, Runnable endWork)
            throws IOException, InterruptedException {
        endWork.run();
        long deadline = System.nanoTime() + DRAIN_NANOS;
        boolean more = true;
        while (more && System.nanoTime() - deadline < 0) {
            more = collector.step(TICK_MILLIS) || left(broker, queues) > 0;
        }
        return collector.finished();
    }

    private static long left(MessageBroker broker, Queues queues) {
        return broker.depth(queues.results()).remaining()
                + broker.depth(MessageBroker.deadLetterQueue(queues.events())).remaining();
    }

    /** The run's queues in its broker. */
    public record Queues(String events, String results) {}
}
