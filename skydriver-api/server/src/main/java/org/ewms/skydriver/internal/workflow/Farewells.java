package org.ewms.skydriver.internal.workflow;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.Scans;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells workflows that their scans are over. What is to be told is kept with the scan until the workflow service has heard it, so that
 * neither of the two being away for a while leaves workers behind.
 */
public final class Farewells implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);
    private static final int AGAIN_SECONDS = 10;

    private final Scans scans;
    private final WorkflowService workflows;
    private final Semaphore nudges = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closing;

    public Farewells(Scans scans, WorkflowService workflows) {
        this.scans = scans;
        this.workflows = workflows;
        this.thread = Thread.ofVirtual().name("farewells").start(this::run);
    }

    /** Something is to be told. */
    public void nudge() {
        nudges.release();
    }

    private void run() {
        while (!closing) {
            try {
                if (nudges.tryAcquire(AGAIN_SECONDS, TimeUnit.SECONDS)) {
                    nudges.drainPermits();
                }
                if (!closing) {
                    scans.unsettled().forEach(this::tell);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("workflows are told later that their scans are over: {}", e.getMessage());
            }
        }
    }

    private void tell(KeptScan scan) {
        @Nullable String what = scan.course().toTell();
        if (what == null) {
            return;
        }
        try {
            String workflow = scan.manifest().workflowId().orElseThrow();
            workflows.stop(workflow, what);
            LOG.info("workflow {} of scan {} was told: {}", workflow, scan.id(), what);
        } catch (WorkflowServiceException e) {
            LOG.warn("scan {}: its workflow is not told: {}", scan.id(), e.getMessage());
            if (workflows.address().isPresent()) {
                return;
            }
        }
        String how = what.equals("abort") ? "ABORTED" : "FINISHED";
        scans.change(scan.id(), each -> each.with(each.course().told(how)));
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
