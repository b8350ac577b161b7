package org.ewms.wms.internal.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.ewms.mqclient.QueueDepth;
import org.ewms.queues.QueueService;
import org.ewms.queues.QueueServiceException;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Offers;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.Place;
import org.ewms.workflow.Placement;
import org.ewms.workflow.Step;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforceEvent;
import org.ewms.workflow.TaskforcePlan;
import org.ewms.workflow.Workflow;
import org.ewms.workflow.WorkflowPlanner;
import org.ewms.workflow.scaling.Load;
import org.ewms.workflow.scaling.Scaling;
import org.ewms.workflow.scaling.ScalingLimits;
import org.ewms.workflow.scaling.ScalingPolicy;
import org.ewms.workflow.scaling.TaskTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the workers of tasks follow their backlog. A decision and the taskforces that it adds are one compare-and-set of the workflow, so
 * that of several processes on one store only one adds them; taskforces that are not needed are stopped after that, which may be repeated.
 */
public final class Scaler {
    private static final Logger LOG = LoggerFactory.getLogger(Scaler.class);
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final WorkflowStore store;
    private final QueueService queues;
    private final Taskforces changes;
    private final Relay relay;
    private final WorkflowPlanner planner;
    private final Offers offers;
    private final Sites sites;
    private final NextPlace next;
    private final ScalingPolicy policy;
    private final Clock clock;
    private final Map<String, TaskTime.Look> looks = new ConcurrentHashMap<>();

    public Scaler(
            WorkflowStore store,
            QueueService queues,
            Taskforces changes,
            Relay relay,
            WorkflowPlanner planner,
            Offers offers,
            Sites sites,
            ScalingPolicy policy,
            Clock clock) {
        this.store = store;
        this.queues = queues;
        this.changes = changes;
        this.relay = relay;
        this.planner = planner;
        this.offers = offers;
        this.sites = sites;
        this.next = new NextPlace(planner, sites::resting);
        this.policy = policy;
        this.clock = clock;
    }

    /** What is to be done about one task. */
    private record Change(Scaling decision, List<TaskforcePlan> more, Map<Taskforce, String> fewer) {}

    /** Looks at all of them once. */
    public void look() {
        List<Workflow> elastic = store.elastic();
        looks.keySet()
                .retainAll(elastic.stream()
                        .flatMap(each -> each.scaling().keySet().stream())
                        .toList());
        for (Workflow each : elastic) {
            // What is being created or launched is soon there to be counted.
            if (Set.of(Step.FEED).containsAll(each.todo())) {
                try {
                    scale(each);
                } catch (QueueServiceException e) {
                    LOG.warn("how many workers {} needs cannot be told now: {}", each.id(), e.getMessage());
                }
            }
        }
    }

    private void scale(Workflow workflow) {
        Instant now = clock.instant();
        List<Taskforce> all = Stream.concat(
                        store.taskforcesOf(workflow.id()).stream(),
                        workflow.creation().taskforces().stream().map(Taskforce::of))
                .toList();
        Map<String, Scaling> decisions = new HashMap<>();
        List<TaskforcePlan> more = new ArrayList<>();
        Map<Taskforce, String> fewer = new HashMap<>();
        boolean news = false;
        for (Map.Entry<String, Scaling> each : workflow.scaling().entrySet()) {
            Scaling before = each.getValue();
            TaskWorkers workers = new TaskWorkers(
                    all.stream()
                            .filter(one -> one.plan().taskId().equals(each.getKey()))
                            .toList(),
                    offers);
            Change change = change(workflow, directive(each.getKey()), before, workers, now);
            news |= !change.decision().tellsNothingNewAfter(before)
                    || before.decidedAt().plus(REFRESH).isBefore(now);
            decisions.put(each.getKey(), change.decision());
            more.addAll(change.more());
            fewer.putAll(change.fewer());
        }
        if (news || !more.isEmpty()) {
            Optional<Workflow> next = workflow.scaled(decisions, more);
            if (next.isEmpty() || !store.replace(next.get())) {
                return;
            }
        }
        if (!more.isEmpty()) {
            more.forEach(plan -> store.create(Creation.NOTHING.and(plan)));
            relay.nudge(workflow.id());
        }
        fewer.forEach((taskforce, why) -> changes.happened(taskforce.uuid(), new TaskforceEvent.ScaledDown(why)));
    }

    private Change change(Workflow workflow, TaskDirective task, Scaling before, TaskWorkers workers, Instant now) {
        ScalingLimits limits = ScalingLimits.of(task.policy()).orElseThrow();
        List<QueueDepth> depths = task.inputQueues().stream()
                .map(queue -> queues.depth(workflow.id(), queue))
                .toList();
        long backlog = depths.stream().mapToLong(QueueDepth::remaining).sum();
        Instant deadline = workflow.terms().deadline();
        Load load = new Load(
                backlog,
                workers.number(),
                workers.leaving(),
                timed(task.taskId(), new TaskTime.Look(now, backlog, workflow.fed(), working(depths, workers))),
                deadline == null ? null : Duration.between(now, deadline));
        Scaling decision = policy.decide(limits, before, load, now);
        Map<Taskforce, String> fewer = new HashMap<>();
        workers.starved().forEach(each -> fewer.put(each, "all its jobs are held for want of memory or disk"));
        List<TaskforcePlan> more = new ArrayList<>();
        int lacking = decision.wanted() - load.workers();
        if (lacking > 0) {
            Optional<Placement> place = next.of(task, workers, now);
            place.ifPresent(at -> more.add(plan(workflow, workers, at, lacking, now)));
            if (place.isEmpty()) {
                decision = with(decision, before, load.workers(), task);
            }
        } else if (lacking < 0) {
            // Only where all that is in hand is told can pilots be known to have nothing to do; else they end by
            // themselves.
            boolean idle = backlog == 0 && depths.stream().allMatch(each -> each.unsettled() == 0);
            String why = decision.reason();
            workers.dispensable(-lacking, idle).forEach(each -> fewer.putIfAbsent(each, why));
        }
        if (decision.wanted() != before.wanted()) {
            LOG.info(
                    "task {} has {} workers, should have {}: {}",
                    task.taskId(),
                    load.workers(),
                    decision.wanted(),
                    decision.reason());
        }
        return new Change(decision, more, fewer);
    }

    /** Nothing was added, so the next look may add at once. */
    private Scaling with(Scaling decision, Scaling before, int workers, TaskDirective task) {
        StringBuilder why = new StringBuilder(decision.reason());
        for (String location : task.clusterLocations()) {
            List<Place> places = planner.places(location);
            if (places.isEmpty()) {
                why.append("; no site is known any more for ").append(location);
            }
            places.forEach(each ->
                    sites.rests(each.schedd()).ifPresent(one -> why.append("; ").append(one)));
        }
        return new Scaling(
                workers,
                why.toString(),
                decision.decidedAt(),
                before.steppedAt(),
                decision.taskSeconds(),
                null,
                0,
                null);
    }

    private TaskforcePlan plan(Workflow workflow, TaskWorkers workers, Placement place, int number, Instant now) {
        return planner.adding(
                workflow,
                workers.taskforces().getFirst().plan().asking(workers.nextRequest()),
                place,
                number,
                PhaseChange.SCALING,
                now);
    }

    private OptionalDouble timed(String taskId, TaskTime.Look look) {
        TaskTime.Look before = looks.getOrDefault(taskId, look);
        looks.put(taskId, TaskTime.base(before, look));
        return TaskTime.between(before, look);
    }

    /** Those that take events, where the broker tells; else those whose jobs run. */
    private static int working(List<QueueDepth> depths, TaskWorkers workers) {
        int consumers = depths.stream().mapToInt(QueueDepth::consumers).max().orElse(-1);
        return consumers < 0 ? workers.running() : consumers;
    }

    private TaskDirective directive(String taskId) {
        return store.directive(taskId)
                .orElseThrow(() -> new IllegalStateException("there is no task directive " + taskId));
    }
}
