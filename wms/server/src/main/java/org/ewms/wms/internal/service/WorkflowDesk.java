package org.ewms.wms.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ewms.queues.QueueService;
import org.ewms.queues.Reservation;
import org.ewms.store.ApiFields;
import org.ewms.store.Kind;
import org.ewms.store.Page;
import org.ewms.store.Question;
import org.ewms.store.WorkflowStore;
import org.ewms.wms.internal.http.ApiException;
import org.ewms.wms.internal.http.Call;
import org.ewms.wms.internal.http.Reply;
import org.ewms.wms.internal.http.Role;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Offers;
import org.ewms.workflow.Phase;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.Step;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforcePlan;
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
    private final Offers offers;
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
            Offers offers,
            Ids ids,
            Clock clock,
            long queryBytes) {
        this.store = store;
        this.queues = queues;
        this.planner = planner;
        this.pilots = pilots;
        this.relay = relay;
        this.offers = offers;
        this.ids = ids;
        this.clock = clock;
        this.queryBytes = queryBytes;
    }

    /** {@code POST /v1/workflows}. Nothing is reserved for a workflow that is refused. */
    public Reply submit(Call call) {
        WorkflowRequest request = planner.checked(reader.workflow(call.body()), pilots::resolve);
        String id = ids.workflow(clock.instant());
        Reservation reserved = queues.reserve(id, request.queues());
        Workflow workflow =
                planner.plan(id, request, reserved.ids(), call.caller().subject(), source(call), clock.instant());
        if (reserved.toCreate() != null) {
            workflow = workflow.withQueues(reserved.toCreate());
        }
        store.insert(workflow);
        Creation creation = workflow.creation();
        store.create(creation);
        relay.nudge(id);
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
        return Reply.ok(ApiFields.of(known(call.id("workflow_id"))));
    }

    /** {@code GET /v1/task-directives/{task_id}}. */
    public Reply directive(Call call) {
        return Reply.ok(ApiFields.of(task(call.id("task_id"))));
    }

    /** {@code GET /v1/taskforces/{taskforce_uuid}}. */
    public Reply taskforce(Call call) {
        String uuid = call.id("taskforce_uuid");
        return Reply.ok(ApiFields.of(store.taskforce(uuid)
                .orElseThrow(() -> ApiException.notFound("no taskforce found with uuid: " + uuid))));
    }

    /** {@code POST /v1/workflows/{workflow_id}/actions/...}. */
    public Reply deactivate(Call call, Deactivation why) {
        String id = call.id("workflow_id");
        Workflow stopped;
        for (; ; ) {
            Optional<Workflow> next = known(id).deactivated(why, clock.instant());
            stopped = next.orElseThrow(() -> ApiException.notFound("workflow is already deactivated: " + id));
            if (store.replace(stopped)) {
                break;
            }
        }
        if (stopped.todo().contains(Step.CREATE)) {
            store.create(stopped.creation());
        }
        relay.stop(stopped);
        relay.nudge(id);
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
        Workflow before = known(task.workflowId());
        TaskforcePlan plan = planner.adding(
                before,
                like(before, task),
                location,
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
        Question question = new Question(
                kind,
                reader.objects(RequestReader.required(body, "query"), "query"),
                RequestReader.strings(body.path("projection"), "projection"),
                after.isTextual() ? after.asText() : null,
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

    /** {@code GET /v1/workflows/{workflow_id}/explain}: why each part is where it is. */
    public Reply explain(Call call) {
        Workflow workflow = known(call.id("workflow_id"));
        return Reply.ok(new Explanation(offers, clock.instant()).of(workflow, store.taskforcesOf(workflow.id())));
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
        return Objects.equals(call.caller().role(), Role.SYSTEM_TMS) ? PhaseChange.TMS : PhaseChange.USER;
    }
}
