package org.ewms.skydriver.internal.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.manifest.BacklogEntry;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.KeptScan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts scans when it is their turn, takes up those of before, and stops those that are over. */
public final class Coordinators implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinators.class);
    private static final int LOOK_SECONDS = 10;
    private static final long CLOSE_MILLIS = 20_000;

    private final RunContext context;
    private final Map<String, RunningScan> running = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Semaphore nudges = new Semaphore(1);
    private final List<Thread> looking = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile String here = "";
    private volatile boolean closing;

    public Coordinators(RunContext context) {
        this.context = context;
    }

    /** Begins. @param url by which pilots reach this service */
    public void begin(String url) {
        here = url;
        looking.add(Thread.ofVirtual().name("coordinators").start(this::look));
    }

    /** Something has changed: a scan may begin, or must stop. */
    public void nudge() {
        nudges.release();
    }

    /** What pilots of a scan must know, if the scan is under way and it has this hash. */
    public Optional<byte[]> setup(String scanId, String hash) {
        return Optional.ofNullable(running.get(scanId)).flatMap(each -> each.setup(hash));
    }

    private void look() {
        while (!closing) {
            try {
                if (nudges.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    nudges.drainPermits();
                } else {
                    deactivated();
                }
                if (!closing) {
                    stopWhatIsOver();
                    context.scans().at(Course.Stage.RUNNING).forEach(each -> start(each.id()));
                    startWhatIsNext();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("no scan begins for now: {}", e.getMessage());
            }
        }
    }

    /** Whoever ends the workflow of a scan ends the scan. */
    private void deactivated() {
        for (String id : running.keySet()) {
            Optional<String> how = context.scans()
                    .get(id)
                    .flatMap(each -> each.manifest().workflowId())
                    .flatMap(context.workflows()::deactivated);
            how.ifPresent(word -> context.scans()
                    .change(
                            id,
                            each -> each.course().stage() == Course.Stage.RUNNING
                                    ? each.with(each.course().told(word).at(Course.Stage.OVER))
                                    : each));
        }
    }

    private void stopWhatIsOver() {
        running.forEach((id, each) -> {
            boolean over = context.scans()
                    .get(id)
                    .filter(kept -> kept.course().stage() != Course.Stage.OVER)
                    .isEmpty();
            if (over) {
                each.stop();
            }
        });
    }

    private void startWhatIsNext() {
        double now = context.scans().now();
        List<BacklogEntry> waiting = context.scans().at(Course.Stage.WAITING).stream()
                .filter(each -> !running.containsKey(each.id()))
                .map(each -> each.course().entry(each.id(), each.priority()))
                .toList();
        context.settings().backlog().givenUp(waiting).forEach(this::giveUp);
        context.settings()
                .backlog()
                .next(waiting, running.size(), now)
                .forEach(entry -> context.scans()
                        .change(entry.scanId(), each -> each.with(each.course().begun(now)))
                        .map(KeptScan::id)
                        .ifPresent(this::start));
    }

    private void giveUp(BacklogEntry entry) {
        LOG.error("scan {} is given up after {} attempts to start it", entry.scanId(), entry.nextAttempt());
        context.scans()
                .change(
                        entry.scanId(),
                        each -> each.with(each.course()
                                .at(Course.Stage.OVER)
                                .troubled("given up after " + entry.nextAttempt() + " attempts to start it")));
    }

    private void start(String id) {
        if (running.containsKey(id)) {
            return;
        }
        RunningScan scan = new RunningScan(id, context, here);
        running.put(id, scan);
        threads.put(id, Thread.ofPlatform().name("scan-" + id).start(() -> run(id, scan)));
    }

    private void run(String id, RunningScan scan) {
        try {
            scan.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("scan {} stopped", id, e);
        } finally {
            running.remove(id);
            threads.remove(id);
            nudge();
        }
    }

    /** Stops all scans; they are taken up at the next start. */
    @Override
    public void close() {
        closing = true;
        nudge();
        List<Thread> ending = List.copyOf(threads.values());
        running.values().forEach(RunningScan::stop);
        try {
            for (Thread each : looking) {
                each.join();
            }
            for (Thread each : ending) {
                each.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
