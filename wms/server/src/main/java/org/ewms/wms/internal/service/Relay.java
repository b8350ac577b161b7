package org.ewms.wms.internal.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ewms.queues.QueueService;
import org.ewms.queues.QueueServiceException;
import org.ewms.store.StoreUnavailableException;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Backoff;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.Lease;
import org.ewms.workflow.Phase;
import org.ewms.workflow.Step;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforceEvent;
import org.ewms.workflow.Workflow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is left to do for workflows, as soon as it is there to do, several at a time. A step may be done again after a crash: each
 * can. One that fails waits by itself; the others go on.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration LEASE = Duration.ofSeconds(90);

    /** Workflows whose queues are made at a time. */
    private static final int MAKING = 2;

    private static final List<TaskforceEvent> LAUNCHED =
            List.of(new TaskforceEvent.QueuesActivated(), new TaskforceEvent.Launched());

    private final WorkflowStore store;
    private final QueueService queues;
    private final Taskforces taskforces;
    private final Feeder feeder;
    private final Clock clock;
    private final RandomGenerator random;
    private final String name;
    private final Backoff backoff;
    private final Duration queueRest;
    private final Semaphore atOnce;
    private final Turns making = new Turns(MAKING);
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final Map<String, KnownWorkflow> fresh = new ConcurrentHashMap<>();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ewms-relay").factory());

    /**
     * @param name of this process among those that share the store
     * @param queueRest how long the queues of a deactivated workflow stay
     * @param concurrency workflows at a time
     */
    public Relay(
            WorkflowStore store,
            QueueService queues,
            Taskforces taskforces,
            Clock clock,
            RandomGenerator random,
            String name,
            Backoff backoff,
            Duration queueRest,
            int concurrency) {
        this.store = store;
        this.queues = queues;
        this.taskforces = taskforces;
        this.feeder = new Feeder(queues);
        this.clock = clock;
        this.random = random;
        this.name = name;
        this.backoff = backoff;
        this.queueRest = queueRest;
        this.atOnce = new Semaphore(concurrency);
    }

    /** How many workflows are looked after now. */
    public int inHand() {
        return inHand.size();
    }

    /** Looks after a workflow that was inserted and created just now, without reading what is known. */
    public void begin(Workflow workflow) {
        fresh.put(workflow.id(), KnownWorkflow.justCreated(workflow));
        nudge(workflow.id());
    }

    /** Looks after this workflow now. */
    public void nudge(String workflowId) {
        again.add(workflowId);
        if (!inHand.add(workflowId)) {
            return;
        }
        try {
            threads.execute(() -> lookAfter(workflowId));
        } catch (RejectedExecutionException e) {
            inHand.remove(workflowId);
        }
    }

    /** Looks after all that is unfinished: at the start, and now and then when others write to the store too. */
    public void sweep() {
        store.unfinished(clock.instant()).forEach(each -> nudge(each.id()));
    }

    private void lookAfter(String workflowId) {
        try {
            atOnce.acquire();
            try {
                while (again.remove(workflowId)) {
                    steps(workflowId);
                }
            } finally {
                atOnce.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailableException e) {
            LOG.warn("workflow {} waits for the store: {}", workflowId, e.getMessage());
            later(workflowId, Duration.ofSeconds(2));
        } catch (RuntimeException e) {
            LOG.error("workflow {} cannot be looked after", workflowId, e);
            later(workflowId, Duration.ofMinutes(1));
        } finally {
            inHand.remove(workflowId);
            if (again.contains(workflowId)) {
                nudge(workflowId);
            }
        }
    }

    private void steps(String workflowId) throws InterruptedException {
        for (; ; ) {
            Optional<KnownWorkflow> found = Optional.ofNullable(fresh.remove(workflowId))
                    .or(() -> store.workflow(workflowId).map(KnownWorkflow::of));
            if (found.isEmpty() || found.get().workflow().todo().isEmpty()) {
                return;
            }
            KnownWorkflow known = found.get();
            Workflow workflow = known.workflow();
            Instant now = clock.instant();
            if (!mine(workflow, now)) {
                later(workflowId, untilDue(workflow, now));
                return;
            }
            if (store.shared() && !leasedByMe(workflow)) {
                Optional<Workflow> leased = workflow.leased(new Lease(name, now.plus(LEASE)), now);
                leased.ifPresent(store::replace);
                continue;
            }
            List<Taskforce> changed = new ArrayList<>();
            boolean on = workflow.todo().contains(Step.ACTIVATE)
                    ? inTurn(known, changed)
                    : store.together(() -> advance(known, changed));
            changed.forEach(taskforces::told);
            if (!on) {
                return;
            }
        }
    }

    /** A broker makes queues one after another: an urgent workflow's are not to wait for those of all that came before. */
    private boolean inTurn(KnownWorkflow known, List<Taskforce> changed) throws InterruptedException {
        making.take(known.workflow().priority());
        try {
            return store.together(() -> advance(known, changed));
        } finally {
            making.give();
        }
    }

    /**
     * Does the next steps, up to a launch, which others wait for, and writes what was done as one change.
     *
     * @param changed takes the taskforces that were changed, to be told of when that is durable
     * @return false when nothing is left to do, or a step failed and waits
     */
    private boolean advance(KnownWorkflow known, List<Taskforce> changed) {
        Workflow workflow = known.workflow();
        Workflow at = workflow;
        try {
            for (Optional<Step> next = at.next(); next.isPresent(); next = at.next()) {
                Step step = next.get();
                if (step == Step.FEED) {
                    int events = feeder.feed(at);
                    if (events > 0) {
                        at = at.fed(at.fed() + events);
                        break;
                    }
                }
                perform(known.at(at), step, changed);
                at = at.done(step);
                if (step == Step.STOP) {
                    at = at.resting(clock.instant().plus(queueRest));
                }
                if (step == Step.STOP || step == Step.LAUNCH) {
                    break;
                }
            }
        } catch (QueueServiceException e) {
            failed(workflow, at, e);
            return false;
        }
        boolean written = store.replace((at.todo().isEmpty() ? at.idle() : at).since(workflow.version()));
        if (!written && at.fed() > workflow.fed()) {
            noteFed(workflow, at.fed());
        }
        return !written || !at.todo().isEmpty();
    }

    /** Somebody changed the workflow meanwhile; but the events are in, and must not be put in again. */
    private void noteFed(Workflow before, long events) {
        for (Optional<Workflow> now = store.workflow(before.id());
                now.isPresent() && now.get().fed() == before.fed();
                now = store.workflow(before.id())) {
            if (store.replace(now.get().fed(events))) {
                return;
            }
        }
    }

    private void failed(Workflow before, Workflow at, QueueServiceException e) {
        LOG.warn("workflow {} waits: {}", at.id(), e.getMessage());
        String reason = Objects.requireNonNullElse(e.getMessage(), "unknown");
        store.replace(
                at.failed(reason, clock.instant(), backoff, random.nextDouble()).since(before.version()));
        store.taskforcesOf(at.id())
                .forEach(each -> taskforces.happened(each.uuid(), new TaskforceEvent.ActivationFailed(reason)));
        store.workflow(at.id()).ifPresent(each -> later(each.id(), untilDue(each, clock.instant())));
    }

    private void perform(KnownWorkflow known, Step step, List<Taskforce> changed) {
        Workflow workflow = known.workflow();
        switch (step) {
            case CREATE -> store.create(workflow.creation());
            case ACTIVATE -> queues.activate(workflow.id(), workflow.priority());
            case LAUNCH -> launch(known, changed);
            case FEED -> LOG.debug("workflow {} has its {} events", workflow.id(), workflow.fed());
            case STOP -> stop(workflow);
            case REMOVE_QUEUES -> queues.remove(workflow.id());
        }
    }

    /** Those that had been launched before are told of again: that attempt may have broken off before it told anybody. */
    private void launch(KnownWorkflow known, List<Taskforce> changed) {
        List<Taskforce> all = known.taskforces()
                .orElseGet(() -> store.taskforcesOf(known.workflow().id()));
        for (Taskforce each : all) {
            boolean waits = each.phase().compareTo(Phase.PENDING_STARTER) < 0;
            changed.add(waits ? taskforces.advanced(each, LAUNCHED).orElse(each) : each);
        }
    }

    /** Tells every taskforce of a deactivated workflow to stop. */
    void stop(Workflow workflow) {
        Deactivation why = Objects.requireNonNull(workflow.deactivated(), "active");
        List<Taskforce> all = store.taskforcesOf(workflow.id());
        all.forEach(each -> taskforces.happened(each.uuid(), new TaskforceEvent.StopRequested(why)));
    }

    private boolean leasedByMe(Workflow workflow) {
        return workflow.lease() != null && workflow.lease().holder().equals(name);
    }

    private boolean mine(Workflow workflow, Instant now) {
        return leasedByMe(workflow) ? !now.isBefore(workflow.attempts().notBefore()) : workflow.dueAt(now);
    }

    private static Duration untilDue(Workflow workflow, Instant now) {
        Lease lease = workflow.lease();
        Instant due = workflow.attempts().notBefore();
        if (lease != null && lease.until().isAfter(due)) {
            due = lease.until();
        }
        return Duration.between(now, due).plusMillis(1);
    }

    private void later(String workflowId, Duration wait) {
        try {
            timer.schedule(() -> nudge(workflowId), Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is left to the next start", workflowId);
        }
    }

    /** Runs something again and again on the relay's clock. */
    public void every(Duration pause, Runnable work) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("will be tried again: {}", e.getMessage());
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Begins nothing more and waits a little for what is under way; what is not done then is done at the next start. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
