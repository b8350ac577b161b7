package org.ewms.wms.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ewms.queues.QueueService;
import org.ewms.queues.Reservation;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.store.ApiFields;
import org.ewms.store.Kind;
import org.ewms.store.Page;
import org.ewms.store.Question;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Offers;
import org.ewms.workflow.Phase;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.Sharing;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforcePlan;
import org.ewms.workflow.Terms;
import org.ewms.workflow.Workflow;
import org.ewms.workflow.WorkflowPlanner;
import org.ewms.workflow.WorkflowRequest;
import org.jspecify.annotations.Nullable;

/** What users ask for: workflows, more workers, an end; and what has become of them. */
public final class WorkflowDesk {
    private final WorkflowStore store;
    private final QueueService queues;
    private final WorkflowPlanner planner;
    private final PilotImages pilots;
    private final Relay relay;
    private final Ending ending;
    private final Permissions permissions;
    private final Offers offers;
    private final Sites sites;
    private final Ids ids;
    private final Clock clock;
    private final long queryBytes;
    private final RequestReader reader = new RequestReader();

    public WorkflowDesk(
            WorkflowStore store,
            QueueService queues,
            WorkflowPlanner planner,
            PilotImages pilots,
            Relay relay,
            Ending ending,
            Permissions permissions,
            Offers offers,
            Sites sites,
            Ids ids,
            Clock clock,
            long queryBytes) {
        this.store = store;
        this.queues = queues;
        this.planner = planner;
        this.pilots = pilots;
        this.relay = relay;
        this.ending = ending;
        this.permissions = permissions;
        this.offers = offers;
        this.sites = sites;
        this.ids = ids;
        this.clock = clock;
        this.queryBytes = queryBytes;
    }

    /** {@code POST /v1/workflows}. Nothing is reserved for a workflow that is refused. */
    public Reply submit(Call call) {
        Optional<Terms.Origin> origin = call.header("idempotency-key").map(key -> Origins.of(call, key));
        Optional<Workflow> earlier = origin.flatMap(each -> store.workflowFrom(each.key()));
        if (earlier.isPresent()) {
            return repeated(earlier.get(), origin.get());
        }
        WorkflowRequest request = planner.checked(reader.workflow(call.body()), pilots::resolve);
        if (!request.inputs().isEmpty() && !queues.reachesBroker()) {
            throw new ApiException(
                    422,
                    "inputs need a broker that this service reaches and that counts exactly: EWMS_BROKER must name one");
        }
        String id = ids.workflow(clock.instant());
        Reservation reserved = queues.reserve(id, request.queues());
        Workflow workflow = planner.plan(
                id, request, reserved.ids(), call.caller().subject(), source(call), sites::resting, clock.instant());
        if (reserved.toCreate() != null) {
            workflow = workflow.withQueues(reserved.toCreate());
        }
        if (origin.isPresent()) {
            workflow = workflow.from(origin.get());
        }
        Workflow whole = workflow;
        boolean fresh = store.together(() -> {
            boolean inserted = store.insert(whole);
            if (inserted) {
                store.create(whole.creation());
            }
            return inserted;
        });
        if (!fresh) {
            return repeated(store.workflowFrom(origin.orElseThrow().key()).orElseThrow(), origin.get());
        }
        relay.begin(whole);
        return accepted(whole, whole.creation());
    }

    /** The answer of the first time. */
    private Reply repeated(Workflow workflow, Terms.Origin origin) {
        if (!origin.equals(workflow.terms().origin())) {
            throw new ApiException(
                    422, "this Idempotency-Key was used for another request, which became workflow " + workflow.id());
        }
        List<TaskforcePlan> plans = Stream.concat(
                        store.taskforcesOf(workflow.id()).stream().map(Taskforce::plan),
                        workflow.creation().taskforces().stream())
                .filter(each -> each.timestamp().equals(workflow.timestamp()))
                .distinct()
                .toList();
        List<TaskDirective> directives = plans.stream()
                .map(TaskforcePlan::taskId)
                .distinct()
                .map(each -> store.directive(each)
                        .or(() -> workflow.creation().directives().stream()
                                .filter(other -> other.taskId().equals(each))
                                .findFirst())
                        .orElseThrow())
                .toList();
        return accepted(workflow.asAccepted(), new Creation(directives, plans, null));
    }

    private static Reply accepted(Workflow workflow, Creation creation) {
        return Reply.ok(Map.of(
                "workflow",
                ApiFields.of(workflow),
                "task_directives",
                creation.directives().stream().map(ApiFields::of).toList(),
                "taskforces",
                creation.taskforces().stream()
                        .map(each -> ApiFields.of(Taskforce.of(each)))
                        .toList()));
    }

    /** {@code GET /v1/workflows/{workflow_id}}. */
    public Reply workflow(Call call) {
        return Reply.ok(ApiFields.of(permissions.readable(call, call.id("workflow_id"))));
    }

    /** {@code GET /v1/task-directives/{task_id}}. */
    public Reply directive(Call call) {
        TaskDirective task = task(call.id("task_id"));
        permissions.readable(call, task.workflowId());
        return Reply.ok(ApiFields.of(task));
    }

    /** {@code GET /v1/taskforces/{taskforce_uuid}}. */
    public Reply taskforce(Call call) {
        String uuid = call.id("taskforce_uuid");
        Taskforce taskforce =
                store.taskforce(uuid).orElseThrow(() -> ApiException.notFound("no taskforce found with uuid: " + uuid));
        if (!call.caller().everywhere()) {
            permissions.readable(call, taskforce.plan().workflowId());
        }
        return Reply.ok(ApiFields.of(taskforce));
    }

    /** {@code POST /v1/workflows/{workflow_id}/actions/...}. */
    public Reply deactivate(Call call, Deactivation why) {
        String id = call.id("workflow_id");
        permissions.changeable(call, id);
        if (ending.end(id, why).isEmpty()) {
            throw ApiException.notFound("workflow is already deactivated: " + id);
        }
        long told = store.taskforcesOf(id).stream()
                .filter(each -> each.log().stream()
                        .anyMatch(change -> change.successful() && change.target() == Phase.PENDING_STOPPER))
                .count();
        return Reply.ok(Map.of("workflow_id", id, "n_taskforces", told));
    }

    /** {@code POST /v1/task-directives/{task_id}/actions/add-workers}. */
    public Reply addWorkers(Call call) {
        TaskDirective task = task(call.id("task_id"));
        String location = RequestReader.text(call.body(), "cluster_location", true);
        RequestReader.required(call.body(), "n_workers");
        Workflow before = permissions.changeable(call, task.workflowId());
        TaskforcePlan plan = planner.adding(
                before,
                like(before, task),
                planner.place(location, sites::resting),
                RequestReader.workers(call.body()),
                source(call),
                clock.instant());
        for (Workflow at = before; ; at = known(task.workflowId())) {
            Workflow next = at.adding(plan)
                    .orElseThrow(() -> new ApiException(422, "workflow is deactivated: " + task.workflowId()));
            if (store.replace(next)) {
                break;
            }
        }
        store.create(Creation.NOTHING.and(plan));
        relay.nudge(task.workflowId());
        return Reply.ok(ApiFields.of(Taskforce.of(plan)));
    }

    /** {@code POST /v1/query/...}. */
    public Reply query(Call call, Kind kind, String name) {
        JsonNode body = call.body();
        JsonNode after = body.path("after");
        Set<String> names = permissions.limits(call.caller());
        Map<String, Object> asked = reader.objects(RequestReader.required(body, "query"), "query");
        Question question = new Question(
                kind,
                kind == Kind.WORKFLOW || names == null ? asked : visible(call, asked, names),
                RequestReader.strings(body.path("projection"), "projection"),
                after.isTextual() ? after.asText() : null,
                RequestReader.strings(body.path("sort"), "sort"),
                kind == Kind.WORKFLOW ? names : null,
                queryBytes,
                body.path("limit").asInt(Integer.MAX_VALUE));
        Page page = store.find(question);
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put(name, page.documents());
        reply.put("next_after", page.nextAfter());
        if (body.path("count").asBoolean()) {
            reply.put("count", store.count(question));
        }
        return Reply.ok(reply);
    }

    /** Parts of workflows are visible where their workflow is. */
    private Map<String, Object> visible(Call call, Map<String, Object> asked, Set<String> names) {
        if (asked.get("workflow_id") instanceof String id) {
            if (store.workflow(id).isPresent()) {
                permissions.readable(call, id);
            }
            return asked;
        }
        return Map.of("$and", List.of(asked, Map.of("workflow_id", Map.of("$in", store.visibleTo(names)))));
    }

    /** {@code GET /v1/workflows/{workflow_id}/sharing}. */
    public Reply sharing(Call call) {
        return shown(permissions.readable(call, call.id("workflow_id")));
    }

    /** {@code POST /v1/workflows/{workflow_id}/actions/share}: with these and nobody else. */
    public Reply share(Call call) {
        for (; ; ) {
            Workflow workflow = permissions.shareable(call, call.id("workflow_id"));
            Workflow next = workflow.shared(new Sharing(
                    workflow.terms().sharing().owner(),
                    Set.copyOf(RequestReader.strings(call.body().path("readers"), "readers")),
                    Set.copyOf(RequestReader.strings(call.body().path("editors"), "editors"))));
            if (store.replace(next)) {
                return shown(next);
            }
        }
    }

    private static Reply shown(Workflow workflow) {
        Sharing sharing = workflow.terms().sharing();
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("workflow_id", workflow.id());
        reply.put("owner", sharing.owner());
        reply.put("readers", new TreeSet<>(sharing.readers()));
        reply.put("editors", new TreeSet<>(sharing.editors()));
        return Reply.ok(reply);
    }

    /** {@code GET /v1/workflows/{workflow_id}/explain}: why each part is where it is. */
    public Reply explain(Call call) {
        Workflow workflow = permissions.readable(call, call.id("workflow_id"));
        return Reply.ok(
                new Explanation(offers, sites, clock.instant()).of(workflow, store.taskforcesOf(workflow.id())));
    }

    private TaskforcePlan like(Workflow workflow, TaskDirective task) {
        return store.taskforcesOfTask(task.taskId()).stream()
                .map(Taskforce::plan)
                .findFirst()
                .or(() -> workflow.creation().taskforces().stream()
                        .filter(each -> each.taskId().equals(task.taskId()))
                        .findFirst())
                .orElseThrow(() -> ApiException.notFound("no taskforce found for task: " + task.taskId()));
    }

    private TaskDirective task(String id) {
        return store.directive(id).orElseThrow(() -> ApiException.notFound("no task directive found with id: " + id));
    }

    private Workflow known(String id) {
        return store.workflow(id).orElseThrow(() -> ApiException.notFound("no workflow found with id: " + id));
    }

    private static String source(Call call) {
        return Objects.equals(call.caller().role(), WmsRole.SYSTEM_TMS) ? PhaseChange.TMS : PhaseChange.USER;
    }
}
