package org.ewms.run.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MqException;
import org.ewms.run.Outcome;
import org.ewms.run.RunException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes news in batches: into the journal first, then counted, then acknowledged. Confined to one thread. */
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final int BATCH = 1000;
    private static final long FORCE_NANOS = 1_000_000_000L;

    private final BlockingQueue<News> news;
    private final Journal journal;
    private final Tally tally;
    private final Sender sender;
    private final List<News> batch = new ArrayList<>(BATCH);
    private boolean allSent;
    private long forced = System.nanoTime();

    Collector(BlockingQueue<News> news, Journal journal, Tally tally, Sender sender) {
        this.news = news;
        this.journal = journal;
        this.tally = tally;
        this.sender = sender;
    }

    boolean finished() {
        return allSent && sender.nothingOutstanding();
    }

    /** Waits a moment for news and takes what there is; false if there was none. */
    boolean step(long millis) throws InterruptedException, IOException {
        News first = news.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return false;
        }
        batch.clear();
        batch.add(first);
        news.drainTo(batch, BATCH - 1);
        batch.forEach(this::take);
        journal.write();
        if (System.nanoTime() - forced > FORCE_NANOS) {
            journal.force();
            forced = System.nanoTime();
        }
        batch.forEach(Collector::acknowledge);
        return true;
    }

    private void take(News each) {
        switch (each) {
            case News.Passed(var decision, var key) -> tally.passed(decision, key);
            case News.Unreadable(var failure) -> {
                journal.add(failure);
                tally.failed(failure.key());
            }
            case News.AllSent() -> allSent = true;
            case News.Arrived(var delivery) -> take(delivery);
            case News.Broken(RuntimeException cause) -> throw cause;
            case News.Broken(var cause) -> throw new RunException("the run cannot go on: " + cause, cause);
        }
    }

    private void take(Delivery delivery) {
        if (!sender.settled(delivery.message().id())) {
            LOG.debug(
                    "a second outcome of {} does not count", delivery.message().id());
            return;
        }
        Outcome outcome = Events.outcome(delivery.message()).orElseThrow();
        journal.add(outcome);
        switch (outcome) {
            case Outcome.Done done -> tally.done();
            case Outcome.Failed failed -> tally.failed(failed.key());
        }
    }

    private static void acknowledge(News each) {
        if (each instanceof News.Arrived(var delivery)) {
            try {
                delivery.ack();
            } catch (MqException e) {
                LOG.debug("it comes again, and does not count then", e);
            }
        }
    }
}
