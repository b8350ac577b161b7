package org.ewms.skydriver.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.ewms.manifest.Backlog;
import org.ewms.manifest.BacklogEntry;
import org.ewms.scanner.FetchedScan;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.OpenScan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts scans when it is their turn, takes up those of before, and stops those that are over. */
public final class Coordinators implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinators.class);
    private static final long LOOK_MILLIS = 10_000;

    /** A lease is renewed so many times before it ends. */
    private static final int RENEWALS = 3;

    private static final long CLOSE_MILLIS = 20_000;

    private final RunContext context;
    private final OpenScans open;
    private final Map<String, RunningScan> running = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
    private final Semaphore nudges = new Semaphore(1);
    private final List<Thread> looking = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile String here = "";
    private final CountDownLatch closed = new CountDownLatch(1);

    public Coordinators(RunContext context) {
        this.context = context;
        this.open = new OpenScans(context.scans(), context.news(), lookMillis());
    }

    /** Begins. @param url by which pilots reach this service */
    public void begin(String url) {
        here = url;
        looking.add(Thread.ofVirtual().name("coordinators").start(this::look));
        looking.add(Thread.ofVirtual().name("workflows").start(() -> every(LOOK_MILLIS, this::deactivated)));
        if (context.leases().shared()) {
            looking.add(Thread.ofVirtual()
                    .name("leases")
                    .start(() -> every(renewMillis(), () -> running.forEach(this::renew))));
        }
    }

    /** Something has changed: a scan may begin, or must stop. */
    public void nudge() {
        nudges.release();
    }

    /** What pilots of a scan must know, if it has this hash; whichever process works on the scan. */
    public Optional<byte[]> setup(String scanId, String hash) {
        return Optional.ofNullable(running.get(scanId))
                .flatMap(each -> each.setup(hash))
                .or(() -> context.setup(scanId)
                        .filter(setup -> FetchedScan.hash(setup).equals(hash)));
    }

    private void look() {
        while (!closing()) {
            try {
                if (nudges.tryAcquire(lookMillis(), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
                if (!closing()) {
                    open.refresh();
                    List<String> released = new ArrayList<>();
                    left.drainTo(released);
                    open.read(released);
                    stopWhatIsOver();
                    open.begun().stream()
                            .filter(each -> context.leases().free(each.course()))
                            .forEach(each -> start(each, course -> course));
                    startWhatIsNext();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("no scan begins for now: {}", e.getMessage());
            }
        }
    }

    private boolean closing() {
        return closed.getCount() == 0;
    }

    /** Others tell us nothing: their scans are to be had some time after they have died. */
    private long lookMillis() {
        return context.leases().shared() ? Math.min(LOOK_MILLIS, renewMillis()) : LOOK_MILLIS;
    }

    private long renewMillis() {
        return Math.max(1, context.leases().length().toMillis() / RENEWALS);
    }

    private void every(long millis, Runnable what) {
        try {
            while (!closed.await(millis, TimeUnit.MILLISECONDS)) {
                what.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(String id, RunningScan scan) {
        try {
            if (!context.leases().renew(id, scan.tenure().token())) {
                scan.stop();
            }
        } catch (RuntimeException e) {
            LOG.warn("the lease of scan {} was not renewed: {}", id, e.getMessage());
        }
    }

    /** Whoever ends the workflow of a scan ends the scan. */
    private void deactivated() {
        for (String id : running.keySet()) {
            try {
                context.scans()
                        .get(id)
                        .flatMap(each -> each.manifest().workflowId())
                        .flatMap(context.workflows()::deactivated)
                        .ifPresent(word -> end(id, word));
            } catch (RuntimeException e) {
                LOG.warn("whether the workflow of scan {} goes on is not known: {}", id, e.getMessage());
            }
        }
    }

    private void end(String id, String how) {
        context.scans()
                .change(
                        id,
                        each -> each.course().stage() == Course.Stage.RUNNING
                                ? each.with(each.course().told(how).at(Course.Stage.OVER))
                                : each);
        nudge();
    }

    private void stopWhatIsOver() {
        running.forEach((id, scan) -> {
            long token = scan.tenure().token();
            if (open.get(id).filter(each -> each.course().held(token)).isEmpty()) {
                scan.stop();
            }
        });
    }

    private void startWhatIsNext() {
        double now = context.scans().now();
        Backlog backlog = context.settings().backlog();
        Predicate<BacklogEntry> free = entry -> !running.containsKey(entry.scanId())
                && context.leases().free(waiting(entry).course());
        backlog.givenUp(open.waiting()).stream().filter(free).forEach(this::giveUp);
        List<String> submitters =
                running.values().stream().map(RunningScan::submitter).toList();
        backlog.next(open.waiting(), free, submitters, now)
                .forEach(entry -> start(waiting(entry), course -> course.begun(now)));
    }

    private OpenScan waiting(BacklogEntry entry) {
        return open.get(entry.scanId()).orElseThrow();
    }

    private void giveUp(BacklogEntry entry) {
        LOG.error("scan {} is given up after {} attempts to start it", entry.scanId(), entry.nextAttempt());
        context.scans()
                .change(
                        entry.scanId(),
                        each -> each.course().stage() == Course.Stage.WAITING
                                ? each.with(each.course()
                                        .at(Course.Stage.OVER)
                                        .troubled("given up after " + entry.nextAttempt() + " attempts to start it"))
                                : each);
    }

    private void start(OpenScan scan, UnaryOperator<Course> change) {
        String id = scan.id();
        if (running.containsKey(id)) {
            return;
        }
        Optional<Course> taken = context.leases().take(id, change);
        if (taken.isEmpty()) {
            open.read(List.of(id));
            return;
        }
        Course course = taken.get();
        open.put(new OpenScan(id, scan.priority(), course));
        Tenure tenure = new Tenure(
                context.scans(), context.results(), id, course.lease().token());
        RunningScan begun = new RunningScan(tenure, course.submitter(), context, here);
        running.put(id, begun);
        threads.put(id, Thread.ofPlatform().name("scan-" + id).start(() -> run(id, begun)));
    }

    private void run(String id, RunningScan scan) {
        try {
            scan.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("scan {} stopped", id, e);
        } finally {
            release(id, scan);
            running.remove(id);
            threads.remove(id);
            left.add(id);
            nudge();
        }
    }

    private void release(String id, RunningScan scan) {
        try {
            context.leases().release(id, scan.tenure().token());
        } catch (RuntimeException e) {
            LOG.warn("scan {} is to be had when its lease ends: {}", id, e.getMessage());
        }
    }

    /** Stops all scans; they are taken up at the next start. */
    @Override
    public void close() {
        closed.countDown();
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
