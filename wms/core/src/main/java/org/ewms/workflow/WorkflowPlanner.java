package org.ewms.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.ewms.workflow.scaling.Scaling;
import org.ewms.workflow.scaling.ScalingLimits;
import org.jspecify.annotations.Nullable;

/** Turns a request into the documents of a workflow; refuses what could not work, before anything is reserved. */
public final class WorkflowPlanner {
    /** Names that the service itself sets in a pilot's environment. */
    public static final Set<String> RESERVED_ENVIRONMENT = Set.of(
            "EWMS_PILOT_TASK_IMAGE",
            "EWMS_PILOT_TASK_ARGS",
            "EWMS_PILOT_TASK_ENV_JSON",
            "EWMS_PILOT_INIT_IMAGE",
            "EWMS_PILOT_INIT_ARGS",
            "EWMS_PILOT_INIT_ENV_JSON");

    private final Ids ids;
    private final ClusterLocations locations;

    public WorkflowPlanner(Ids ids, ClusterLocations locations) {
        this.ids = ids;
        this.locations = locations;
    }

    /**
     * The request with every pilot tag resolved, if it can work.
     *
     * @param pilots the tag of the image that a tag of a request stands for
     * @throws WorkflowException naming what cannot work
     */
    public WorkflowRequest checked(WorkflowRequest request, UnaryOperator<String> pilots) {
        for (TaskRequest task : request.tasks()) {
            task.clusterLocations().forEach(locations::check);
            Set<String> reserved =
                    new TreeSet<>(task.pilotConfig().environment().keySet());
            reserved.retainAll(RESERVED_ENVIRONMENT);
            if (!reserved.isEmpty()) {
                throw new WorkflowException(
                        "pilot_config.environment cannot set reserved environment variables: " + reserved);
            }
            checkWorkers(task);
            if (task.inputAliases().isEmpty() && task.outputAliases().isEmpty()) {
                throw new WorkflowException(
                        "a task needs at least one queue in input_queue_aliases or output_queue_aliases");
            }
        }
        new QueueGraph(request.tasks(), request.loopAliases()).undeclaredLoop().ifPresent(loop -> {
            throw new WorkflowException(
                    "queues " + loop + " lead in a circle; if that is meant, name one of them in loop_queue_aliases");
        });
        List<TaskRequest> tasks =
                request.tasks().stream().map(each -> withPilot(each, pilots)).toList();
        checkInputs(request);
        return request.with(tasks);
    }

    private static void checkWorkers(TaskRequest task) {
        Optional<ScalingLimits> limits;
        try {
            limits = ScalingLimits.of(task.policy());
        } catch (IllegalArgumentException e) {
            throw new WorkflowException(String.valueOf(e.getMessage()));
        }
        Integer each = atFirst(task);
        long all = each == null ? 0 : (long) each * task.clusterLocations().size();
        if (limits.isPresent() && all > limits.get().max()) {
            throw new WorkflowException("n_workers at each of cluster_locations makes " + all
                    + " workers, and workers.max allows " + limits.get().max());
        }
        if (limits.isPresent() && task.inputAliases().isEmpty()) {
            throw new WorkflowException(
                    "workers.max needs input_queue_aliases: the number of workers follows what is in them");
        }
    }

    private static void checkInputs(WorkflowRequest request) {
        Set<String> read = request.tasks().stream()
                .flatMap(each -> each.inputAliases().stream())
                .collect(Collectors.toSet());
        for (Input input : request.inputs()) {
            if (!read.contains(input.alias())) {
                throw new WorkflowException("inputs name queue '" + input.alias() + "', which no task reads");
            }
        }
        if (request.finishWhen() != null && request.inputs().isEmpty()) {
            throw new WorkflowException(
                    "finish_when needs inputs: where others put events in, nobody knows whether more will come");
        }
        if (request.finishWhen() != null && !request.loopAliases().isEmpty()) {
            throw new WorkflowException("finish_when cannot be told where queues lead in a circle");
        }
    }

    /**
     * The workflow, with its directives and taskforces as its creation.
     *
     * @param request as {@link #checked} returned it
     * @param queues id of the queue for each alias
     * @param rests whether submissions to a schedd fail, so that others are chosen where there is a choice
     */
    public Workflow plan(
            String workflowId,
            WorkflowRequest request,
            Map<String, String> queues,
            @Nullable String owner,
            String createdBy,
            Predicate<String> rests,
            Instant now) {
        List<TaskDirective> directives = new ArrayList<>();
        List<TaskforcePlan> taskforces = new ArrayList<>();
        Map<String, Scaling> elastic = new LinkedHashMap<>();
        for (TaskRequest task : request.tasks()) {
            TaskDirective directive = directive(workflowId, task, queues, now);
            directives.add(directive);
            ScalingLimits.of(task.policy()).ifPresent(each -> elastic.put(directive.taskId(), Scaling.NONE));
            for (Placement at : placements(task, rests)) {
                taskforces.add(new TaskforcePlan(
                        ids.taskforce(directive.taskId()),
                        directive.taskId(),
                        workflowId,
                        now,
                        request.priority(),
                        at,
                        atFirst(task),
                        task.pilotConfig(),
                        task.workerConfig(),
                        createdBy));
            }
        }
        return Workflow.of(
                        workflowId,
                        now,
                        request.priority(),
                        request.terms(owner, now),
                        new Creation(directives, taskforces, null))
                .elastic(elastic);
    }

    /** One for each location of the task, in their order. Those that name a place come first to it. */
    private List<Placement> placements(TaskRequest task, Predicate<String> rests) {
        Set<String> taken = task.clusterLocations().stream()
                .filter(each -> !each.startsWith(Requirement.MARK))
                .flatMap(each -> locations.places(each).stream())
                .map(Place::schedd)
                .collect(Collectors.toCollection(HashSet::new));
        List<Placement> all = new ArrayList<>();
        for (String location : task.clusterLocations()) {
            Placement chosen = locations.choose(location, rests, taken);
            taken.add(chosen.schedd());
            all.add(chosen);
        }
        return all;
    }

    /** Workers of each of a task's first taskforces: as asked for, or else as few as there may be, but one. */
    private static @Nullable Integer atFirst(TaskRequest task) {
        if (task.workers() != null) {
            return task.workers();
        }
        int places = task.clusterLocations().size();
        return ScalingLimits.of(task.policy())
                .<@Nullable Integer>map(limits -> Math.max(1, limits.min() / places))
                .orElse(null);
    }

    /** All places that a location of a task may mean, the cheapest first; none when none is known any more. */
    public List<Place> places(String location) {
        return locations.places(location);
    }

    /**
     * The place that a location means now.
     *
     * @param rests whether submissions to a schedd fail
     * @throws WorkflowException when the location is unknown, or no site has what it asks for
     */
    public Placement place(String location, Predicate<String> rests) {
        return locations.choose(location, rests, Set.of());
    }

    /** A further taskforce for a task, alike to an earlier one but for place and number, and ahead of it in priority. */
    public TaskforcePlan adding(
            Workflow workflow, TaskforcePlan earlier, Placement at, @Nullable Integer workers, String by, Instant now) {
        return new TaskforcePlan(
                ids.taskforce(earlier.taskId()),
                earlier.taskId(),
                workflow.id(),
                now,
                workflow.priority() + Workflow.ADDED_WORKERS_PRIORITY,
                at,
                workers,
                earlier.pilotConfig(),
                earlier.workerConfig(),
                by);
    }

    private TaskDirective directive(String workflowId, TaskRequest task, Map<String, String> queues, Instant now) {
        return new TaskDirective(
                ids.task(workflowId),
                workflowId,
                now,
                task.clusterLocations(),
                task.taskImage(),
                task.taskArgs(),
                task.taskEnv(),
                task.initImage(),
                task.initArgs(),
                task.initEnv(),
                task.inputAliases().stream().map(each -> queue(queues, each)).toList(),
                task.outputAliases().stream().map(each -> queue(queues, each)).toList(),
                task.policy());
    }

    private static String queue(Map<String, String> queues, String alias) {
        return Objects.requireNonNull(queues.get(alias), () -> "no queue for alias " + alias);
    }

    private static TaskRequest withPilot(TaskRequest task, UnaryOperator<String> pilots) {
        PilotConfig pilot = task.pilotConfig();
        return new TaskRequest(
                task.clusterLocations(),
                task.taskImage(),
                task.taskArgs(),
                task.taskEnv(),
                task.initImage(),
                task.initArgs(),
                task.initEnv(),
                task.inputAliases(),
                task.outputAliases(),
                task.workers(),
                task.workerConfig(),
                new PilotConfig(pilots.apply(pilot.tag()), "cvmfs", pilot.environment(), pilot.inputFiles()),
                task.policy());
    }
}
