package org.ewms.run.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.Publisher;
import org.ewms.pilot.FileVersion;
import org.ewms.run.CommandIdentity;
import org.ewms.run.Outcome;
import org.ewms.run.WorkKey;
import org.ewms.run.WorkList;

/** Looks at one input after another and publishes those that are to be run, never many more than are being worked on. */
final class Sender implements Runnable {
    /** Events on their way at a time: enough to keep pilots busy, few enough to forget about memory. */
    private static final int WINDOW = 2000;

    private final WorkList work;
    private final CommandIdentity identity;
    private final Plan plan;
    private final String runId;
    private final Publisher publisher;
    private final BlockingQueue<News> news;
    private final Semaphore window = new Semaphore(WINDOW);
    private final Set<String> outstanding = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param runId unlike any other run's in this directory: no broker takes an event for one of an earlier run */
    Sender(
            WorkList work,
            CommandIdentity identity,
            Plan plan,
            String runId,
            Publisher publisher,
            BlockingQueue<News> news) {
        this.work = work;
        this.identity = identity;
        this.plan = plan;
        this.runId = runId;
        this.publisher = publisher;
        this.news = news;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < work.size() && !stopped; i++) {
                look(work.get(i));
            }
            news.add(new News.AllSent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            news.add(new News.Broken(e));
        }
    }

    private void look(WorkList.Entry entry) throws IOException, InterruptedException {
        Path input = work.resolve(entry.input());
        Path output = work.resolve(entry.output());
        WorkKey key;
        FileVersion version;
        try {
            version = FileVersion.of(input).orElseThrow(() -> new IOException("it is gone"));
            key = identity.key(input, entry.output());
        } catch (IOException e) {
            unreadable(entry, e);
            return;
        }
        Plan.Decision decision = plan.decide(key, entry.output(), FileVersion.of(output));
        if (decision != Plan.Decision.RUN) {
            news.add(new News.Passed(decision, key));
        }
        if (decision == Plan.Decision.RUN || decision == Plan.Decision.RUN_AGAIN) {
            publish(Events.event(key, runId, entry, version, input, output));
        }
    }

    private void unreadable(WorkList.Entry entry, IOException e) {
        WorkKey key = identity.keyWithoutContent(entry.output());
        news.add(new News.Unreadable(
                new Outcome.Failed(key, entry.input(), entry.output(), 0, "the input cannot be read: " + e)));
    }

    private void publish(Message event) throws InterruptedException {
        window.acquire();
        outstanding.add(event.id());
        publisher.publish(event).whenComplete((ok, error) -> {
            if (error != null && !stopped) {
                news.add(new News.Broken(error));
            }
        });
    }

    /** Whether the event was on its way; it is no more. */
    boolean settled(String id) {
        boolean was = outstanding.remove(id);
        if (was) {
            window.release();
        }
        return was;
    }

    boolean nothingOutstanding() {
        return outstanding.isEmpty();
    }

    void stop() {
        stopped = true;
    }
}
