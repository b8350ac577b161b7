package org.ewms.wms.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.ewms.queues.Access;
import org.ewms.queues.QueueService;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.store.ApiFields;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Lease;
import org.ewms.workflow.Offers;
import org.ewms.workflow.Progress;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforceEvent;
import org.ewms.workflow.TaskforceLifecycle;
import org.ewms.workflow.Transition;
import org.jspecify.annotations.Nullable;

/**
 * What a TMS asks and reports. One that names itself as {@code claimant} has what it is given for itself until its lease ends, and echoes
 * the submission id; one that does not is served as the Python service does, and is not given what another has claimed.
 */
public final class TmsDesk {
    private static final int LEASE_SECONDS = 60;

    private final WorkflowStore store;
    private final QueueService queues;
    private final Taskforces taskforces;
    private final WaitingRoom room;
    private final Offers offers;
    private final Sites sites;
    private final Ids ids;
    private final Clock clock;
    private final RequestReader reader = new RequestReader();

    public TmsDesk(
            WorkflowStore store,
            QueueService queues,
            Taskforces taskforces,
            WaitingRoom room,
            Offers offers,
            Sites sites,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.queues = queues;
        this.taskforces = taskforces;
        this.room = room;
        this.offers = offers;
        this.sites = sites;
        this.ids = ids;
        this.clock = clock;
    }

    /** {@code GET /v1/tms/pending-starter/taskforces}. */
    public Reply toStart(Call call) {
        AtomicReference<String> candidate = new AtomicReference<>("");
        Optional<Taskforce> offer = offered(
                call,
                this::nextToStart,
                offers::startable,
                lease -> new TaskforceEvent.StartClaimed(candidate.updateAndGet(last -> ids.submission()), lease));
        if (offer.isEmpty()) {
            return Reply.nothing();
        }
        Taskforce taskforce = offer.get();
        TaskDirective directive = store.directive(taskforce.plan().taskId())
                .orElseThrow(() -> new IllegalStateException("no directive of " + taskforce.uuid()));
        Map<String, Access> used = new LinkedHashMap<>();
        directive.inputQueues().forEach(each -> used.put(each, Access.CONSUME));
        directive.outputQueues().forEach(each -> used.merge(each, Access.PUBLISH, Access::and));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("taskforce", ApiFields.of(taskforce));
        reply.put("task_directive", ApiFields.of(directive));
        reply.put("mqprofiles", queues.profiles(directive.workflowId(), used));
        if (taskforce.submissionId() != null) {
            reply.put("submission_id", taskforce.submissionId());
            // Nobody was told this id before, so nobody can have submitted with it.
            reply.put("submission_is_new", taskforce.submissionId().equals(candidate.get()));
        }
        return Reply.ok(reply);
    }

    private Optional<Taskforce> nextToStart(Collection<Taskforce> waiting, String holder, Instant now) {
        return offers.toStart(waiting, holder, now)
                .filter(each -> sites.rests(each.plan().schedd()).isEmpty());
    }

    /** {@code GET /v1/tms/pending-stopper/taskforces}. */
    public Reply toStop(Call call) {
        Optional<Taskforce> offer = offered(call, offers::toStop, offers::stoppable, TaskforceEvent.StopClaimed::new);
        return offer.map(taskforce -> {
                    Map<String, Object> reply = ApiFields.of(taskforce);
                    if (call.query().containsKey("claimant") && taskforce.submissionId() != null) {
                        reply.put("submission_id", taskforce.submissionId());
                    }
                    return Reply.ok(reply);
                })
                .orElseGet(Reply::nothing);
    }

    /** {@code POST /v1/tms/condor-submit/taskforces/{taskforce_uuid}}. */
    public Reply submitted(Call call) {
        JsonNode id = call.body().path("submission_id");
        return happened(
                call, new TaskforceEvent.Submitted(reader.cluster(call.body()), id.isTextual() ? id.asText() : null));
    }

    /** {@code POST /v1/tms/condor-submit/taskforces/{taskforce_uuid}/failed}. */
    public Reply submitFailed(Call call) {
        return happened(call, new TaskforceEvent.SubmitFailed(RequestReader.text(call.body(), "error", true)));
    }

    /** {@code POST /v1/tms/condor-rm/taskforces/{taskforce_uuid}}. */
    public Reply removed(Call call) {
        return happened(call, new TaskforceEvent.Removed());
    }

    /** {@code POST /v1/tms/condor-rm/taskforces/{taskforce_uuid}/failed}. */
    public Reply removeFailed(Call call) {
        return happened(call, new TaskforceEvent.RemoveFailed(RequestReader.text(call.body(), "error", true)));
    }

    /** {@code POST /v1/tms/condor-complete/taskforces/{taskforce_uuid}}. */
    public Reply completed(Call call) {
        JsonNode at = RequestReader.required(call.body(), "condor_complete_ts");
        return happened(call, new TaskforceEvent.Completed(at.asLong()));
    }

    /** {@code POST /v1/tms/statuses/taskforces}: each by itself; 207 when some are not there. */
    public Reply statuses(Call call) {
        JsonNode errors = call.body().path("top_task_errors_by_taskforce");
        JsonNode statuses = call.body().path("compound_statuses_by_taskforce");
        Set<String> uuids = new LinkedHashSet<>();
        errors.fieldNames().forEachRemaining(uuids::add);
        statuses.fieldNames().forEachRemaining(uuids::add);
        if (uuids.isEmpty()) {
            throw ApiException.badRequest(
                    "top_task_errors_by_taskforce or compound_statuses_by_taskforce must name a taskforce");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        boolean all = true;
        for (String uuid : uuids) {
            boolean there = reported(uuid, errors.get(uuid), statuses.get(uuid));
            all &= there;
            results.add(
                    there
                            ? Map.of("uuid", uuid, "status", "updated")
                            : Map.of(
                                    "uuid",
                                    uuid,
                                    "status",
                                    "failed",
                                    "error",
                                    "no taskforce found with uuid: " + uuid));
        }
        return new Reply(all ? 200 : 207, Map.of("results", results));
    }

    private boolean reported(String uuid, @Nullable JsonNode errors, @Nullable JsonNode statuses) {
        for (; ; ) {
            Optional<Taskforce> before = store.taskforce(uuid);
            if (before.isEmpty()) {
                return false;
            }
            Progress known = before.get().progress();
            Progress next = new Progress(
                    statuses == null ? known.compoundStatuses() : byJob(statuses),
                    errors == null ? known.topTaskErrors() : RequestReader.counts(errors));
            if (next.equals(known) || taskforces.stored(before.get().reported(next))) {
                return true;
            }
        }
    }

    private static Map<String, Map<String, Long>> byJob(JsonNode statuses) {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        statuses.properties().forEach(each -> all.put(each.getKey(), RequestReader.counts(each.getValue())));
        return all;
    }

    private Reply happened(Call call, TaskforceEvent event) {
        String uuid = call.id("taskforce_uuid");
        Transition outcome = taskforces
                .happened(uuid, event)
                .orElseThrow(() -> ApiException.notFound("no taskforce found with uuid: " + uuid));
        if (outcome instanceof Transition.Refused(String reason)) {
            throw ApiException.notFound("taskforce " + uuid + ": " + reason);
        }
        learn(event, outcome);
        return Reply.ok(Map.of("taskforce_uuid", uuid));
    }

    private void learn(TaskforceEvent event, Transition outcome) {
        if (outcome instanceof Transition.Changed(Taskforce now)) {
            switch (event) {
                case TaskforceEvent.Submitted submitted ->
                    sites.submitted(now.plan().schedd());
                case TaskforceEvent.SubmitFailed(String error) ->
                    sites.failed(now.plan().schedd(), now.uuid(), error);
                default -> {
                    // Says nothing of what a batch system makes of submissions.
                }
            }
        }
    }

    /** Picks among those waiting. */
    private interface Choice {
        Optional<Taskforce> among(Collection<Taskforce> waiting, String holder, Instant now);
    }

    private Optional<Taskforce> offered(
            Call call,
            Choice choice,
            java.util.function.Predicate<Taskforce> still,
            Function<Lease, TaskforceEvent> claim) {
        String schedd = call.asked("schedd").orElseThrow(() -> ApiException.badRequest("missing argument 'schedd'"));
        String holder = call.asked("claimant").orElse("");
        long wait = call.asked("wait").map(Long::valueOf).orElse(0L);
        int seconds = call.asked("lease").map(Integer::valueOf).orElse(LEASE_SECONDS);
        for (; ; ) {
            Optional<Taskforce> picked =
                    room.await(now -> choice.among(room.of(schedd), holder, now), clock, Duration.ofSeconds(wait));
            if (picked.isEmpty()) {
                return picked;
            }
            Optional<Taskforce> fresh = store.taskforce(picked.get().uuid());
            fresh.ifPresent(room::now);
            if (fresh.isEmpty()
                    || !still.test(fresh.get())
                    || choice.among(List.of(fresh.get()), holder, clock.instant())
                            .isEmpty()) {
                continue;
            }
            if (holder.isEmpty()) {
                return fresh;
            }
            Lease lease = new Lease(holder, clock.instant().plusSeconds(seconds));
            Transition outcome = TaskforceLifecycle.apply(fresh.get(), claim.apply(lease), clock.instant());
            if (outcome instanceof Transition.Changed(Taskforce next) && taskforces.stored(next)) {
                return Optional.of(next);
            }
        }
    }
}
