package org.ewms.skydriver.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ewms.icecube.EventFormatException;
import org.ewms.manifest.Backlog;
import org.ewms.manifest.ScanRequest;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.reco.RecoException;
import org.ewms.scanner.FetchedScan;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanBusyException;
import org.ewms.scanner.ScanException;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Happening;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.LeaseLostException;
import org.ewms.skydriver.internal.workflow.WorkflowServiceException;
import org.ewms.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One scan from its workflow to its final result; what goes wrong on the way is tried again, if that may help. */
final class RunningScan {
    private static final Logger LOG = LoggerFactory.getLogger(RunningScan.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long FIRST_REST_MILLIS = 250;
    private static final long LONGEST_REST_MILLIS = 30_000;
    private static final long FIRST_LOOK_MILLIS = 10;
    private static final long LONGEST_LOOK_MILLIS = 200;

    private final String id;
    private final Tenure tenure;
    private final String submitter;
    private final RunContext context;
    private final String here;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Scan scan;
    private volatile byte @Nullable [] setup;

    /**
     * @param submitter who asked for it
     * @param here URL by which pilots reach this service
     */
    RunningScan(Tenure tenure, String submitter, RunContext context, String here) {
        this.id = tenure.id();
        this.tenure = tenure;
        this.submitter = submitter;
        this.context = context;
        this.here = here;
    }

    Tenure tenure() {
        return tenure;
    }

    String submitter() {
        return submitter;
    }

    /** Makes {@link #run} end soon; the scan can be taken up again. */
    void stop() {
        stopped.countDown();
        Scan running = scan;
        if (running != null) {
            running.stop();
        }
    }

    /** What pilots must know, if it has this hash. */
    Optional<byte[]> setup(String hash) {
        byte[] known = setup;
        return known == null || !FetchedScan.hash(known).equals(hash) ? Optional.empty() : Optional.of(known.clone());
    }

    void run() throws InterruptedException {
        long rest = FIRST_REST_MILLIS;
        while (stopped.getCount() > 0 && goesOn()) {
            try {
                attempt();
                return;
            } catch (LeaseLostException e) {
                LOG.warn("{}", e.getMessage());
                return;
            } catch (ScanBusyException e) {
                // Whoever had the scan before has not let go of its files yet.
                trouble(e);
            } catch (EventFormatException | RecoException | ScanException | IllegalArgumentException e) {
                giveUp(String.valueOf(e.getMessage()));
                return;
            } catch (WorkflowServiceException e) {
                if (e.lasting()) {
                    giveUp(String.valueOf(e.getMessage()));
                    return;
                }
                trouble(e);
            } catch (MqException | StoreUnavailableException e) {
                trouble(e);
            } catch (RuntimeException e) {
                LOG.error("scan {} broke off", id, e);
                trouble(e);
            }
            stopped.await(rest, TimeUnit.MILLISECONDS);
            rest = Math.min(LONGEST_REST_MILLIS, 2 * rest);
        }
    }

    private boolean goesOn() {
        return tenure.goingOn().isPresent();
    }

    private void trouble(RuntimeException e) {
        LOG.warn("scan {} waits: {}", id, e.getMessage());
        try {
            tenure.change(each -> each.with(each.course().troubled(String.valueOf(e.getMessage()))));
        } catch (StoreUnavailableException | LeaseLostException away) {
            LOG.debug("nor can that be kept: {}", away.getMessage());
        }
    }

    private void giveUp(String why) {
        LOG.error("scan {} is given up: {}", id, why);
        tenure.change(each -> {
            Course course = each.course().at(Course.Stage.OVER).troubled(why);
            return each.with(each.manifest().workflowId().isPresent() ? course.telling("abort") : course);
        });
        context.moved().run();
    }

    private void attempt() throws EventFormatException, InterruptedException {
        KeptScan kept = context.scans().get(id).orElseThrow();
        try (Opening opening = Opening.begin(context.opening(), kept.priority() >= Backlog.URGENT)) {
            if (stopped.getCount() > 0) {
                attempt(kept, opening);
            }
        }
        if (context.scans()
                .get(id)
                .filter(each -> each.course().stage() == Course.Stage.OVER)
                .isPresent()) {
            context.folder().delete(id);
        }
    }

    private void attempt(KeptScan kept, Opening opening) throws EventFormatException, InterruptedException {
        ScanRequest request = context.requests()
                .of(id)
                .orElseThrow(() -> new IllegalArgumentException("what scan " + id + " was asked for is not there"));
        String event = context.events()
                .text(request.eventId())
                .orElseThrow(() -> new IllegalArgumentException("event " + request.eventId() + " is not there"));
        try (Scan opened = context.folder().open(id, request, event)) {
            scan = opened;
            if (opened.run() > 1) {
                context.scans()
                        .note(
                                id,
                                Happening.course("Taken up again, with " + opened.replayedFits() + " fits of before"));
            }
            byte[] told = opened.setup().encode();
            setup = told;
            String workflow = workflow(kept, request, told);
            ScanReporter reporter = new ScanReporter(
                    opened, tenure, context.pixels(), context.settings(), context.clock(), started(kept));
            reporter.introduce();
            opening.close();
            if (run(opened, workflow, reporter)) {
                reporter.complete();
                LOG.info("scan {} is finished: {} pixels", id, opened.progress().pixelsDone());
                context.moved().run();
            }
        }
    }

    private Instant started(KeptScan kept) {
        return kept.manifest().fields().get("progress") instanceof java.util.Map<?, ?> before
                        && before.get("start") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : context.clock().instant();
    }

    /** The scan's workflow, asked for under the scan's id so that it is asked for once. */
    private String workflow(KeptScan kept, ScanRequest request, byte[] told) {
        Optional<String> known = kept.manifest().workflowId();
        if (known.isPresent()) {
            tenure.change(each -> each.with(each.course().troubled(null)));
            return known.get();
        }
        String hash = FetchedScan.hash(told);
        String url = here + "/scan/" + id + "/setup/" + hash;
        String workflow = context.workflows().create(WorkflowPlan.of(request, url, hash), "scan-" + id);
        String address = context.workflows().address().orElseThrow();
        tenure.change(each -> {
            Course course = each.course().troubled(null);
            boolean over = course.stage() == Course.Stage.OVER;
            return new KeptScan(
                    each.manifest().with("ewms_workflow_id", workflow).with("ewms_address", address),
                    over ? course.telling("abort") : course.at(Course.Stage.RUNNING));
        });
        LOG.info("scan {} has workflow {}", id, workflow);
        context.moved().run();
        return workflow;
    }

    private boolean run(Scan opened, String workflow, ScanReporter reporter) throws InterruptedException {
        if (opened.progress().finished()) {
            return true;
        }
        Optional<QueueAccess> access = Optional.empty();
        long rest = FIRST_LOOK_MILLIS;
        while (access.isEmpty() && stopped.getCount() > 0 && goesOn()) {
            access = QueueAccess.of(id, context.workflows().queues(workflow));
            if (access.isEmpty()) {
                stopped.await(rest, TimeUnit.MILLISECONDS);
                rest = Math.min(LONGEST_LOOK_MILLIS, 2 * rest);
            }
        }
        if (access.isEmpty()) {
            return false;
        }
        try (MessageBroker broker = access.get().connect()) {
            return stopped.getCount() > 0
                    && goesOn()
                    && opened.run(broker, access.get().queues(), reporter, PATIENCE);
        }
    }
}
