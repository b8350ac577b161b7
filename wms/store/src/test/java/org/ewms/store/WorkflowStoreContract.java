package org.ewms.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ewms.store.StoredSamples.NOW;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.ewms.workflow.Cluster;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.Lease;
import org.ewms.workflow.Phase;
import org.ewms.workflow.Progress;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.Step;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforceEvent;
import org.ewms.workflow.TaskforceLifecycle;
import org.ewms.workflow.Transition;
import org.ewms.workflow.Workflow;
import org.junit.jupiter.api.Test;

/** What every store of workflows does; a subclass says which. */
abstract class WorkflowStoreContract {
    private final String id = "WF-" + UUID.randomUUID();

    abstract WorkflowStore store();

    private Workflow inserted(String... taskforces) {
        Workflow workflow = StoredSamples.workflow(id, taskforces);
        store().insert(workflow);
        return workflow;
    }

    private Taskforce created(String uuid) {
        store().create(inserted(uuid).creation());
        return store().taskforce(uuid).orElseThrow();
    }

    private String uuid() {
        return "TF-" + UUID.randomUUID();
    }

    private static Taskforce after(Taskforce before, TaskforceEvent... events) {
        Taskforce at = before;
        for (TaskforceEvent event : events) {
            at = ((Transition.Changed) TaskforceLifecycle.apply(at, event, NOW)).taskforce();
        }
        return at;
    }

    private boolean stepwise(Taskforce before, TaskforceEvent... events) {
        boolean all = true;
        Taskforce at = before;
        for (TaskforceEvent event : events) {
            at = after(at, event);
            all &= store().replace(at);
        }
        return all;
    }

    @Test
    void a_workflow_comes_back_as_it_was_with_all_it_is_to_create() {
        Workflow workflow = inserted(uuid(), uuid());
        assertThat(store().workflow(id)).hasValue(workflow);
    }

    @Test
    void every_state_of_a_workflow_comes_back_as_it_was() {
        Workflow workflow = inserted(uuid());
        Workflow failed = workflow.failed("broker away: $x", NOW, org.ewms.workflow.Backoff.DEFAULT, 0);
        assertThat(store().replace(failed)).isTrue();
        assertThat(store().workflow(id)).hasValue(failed);
        Workflow leased = failed.leased(new Lease("me", NOW.plusSeconds(60)), NOW.plusSeconds(10))
                .orElseThrow();
        assertThat(store().replace(leased)).isTrue();
        Workflow aborted = leased.deactivated(Deactivation.ABORTED, NOW).orElseThrow();
        assertThat(store().replace(aborted)).isTrue();
        assertThat(store().workflow(id)).hasValue(aborted);
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(store().workflow("WF-none")).isEmpty();
        assertThat(store().taskforce("TF-none")).isEmpty();
        assertThat(store().directive("TK-none")).isEmpty();
        assertThat(store().queues("WF-none")).isEmpty();
        assertThat(store().replace(StoredSamples.workflow("WF-none").done(Step.CREATE)))
                .isFalse();
    }

    @Test
    void a_change_of_an_old_version_is_not_made() {
        Workflow workflow = inserted(uuid());
        Workflow first = workflow.deactivated(Deactivation.ABORTED, NOW).orElseThrow();
        Workflow second = workflow.deactivated(Deactivation.FINISHED, NOW).orElseThrow();
        assertThat(store().replace(first)).isTrue();
        assertThat(store().replace(second)).isFalse();
        assertThat(store().workflow(id)).hasValue(first);
    }

    @Test
    void of_many_at_once_one_wins() throws InterruptedException, ExecutionException {
        Workflow workflow = inserted(uuid());
        List<Future<Boolean>> tries = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                Lease lease = new Lease("holder-" + i, NOW.plusSeconds(60));
                tries.add(threads.submit(
                        () -> store().replace(workflow.leased(lease, NOW).orElseThrow())));
            }
        }
        int won = 0;
        for (Future<Boolean> each : tries) {
            won += each.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void creation_may_be_repeated_and_changes_nothing_then() {
        String one = uuid();
        Workflow workflow = inserted(one, uuid());
        store().create(workflow.creation());
        Taskforce launched = after(store().taskforce(one).orElseThrow(), new TaskforceEvent.QueuesActivated());
        assertThat(store().replace(launched)).isTrue();
        store().create(workflow.creation());
        assertThat(store().taskforce(one)).hasValue(launched);
        assertThat(store().taskforcesOf(id)).hasSize(2);
        assertThat(store().directive("TK-" + id)).hasValue(StoredSamples.directive(id));
    }

    @Test
    void every_state_of_a_taskforce_comes_back_as_it_was() {
        Taskforce at = created(uuid());
        List<TaskforceEvent> events = List.of(
                new TaskforceEvent.QueuesActivated(),
                new TaskforceEvent.Launched(),
                new TaskforceEvent.StartClaimed("SB-1", new Lease("tms", NOW.plusSeconds(60))),
                new TaskforceEvent.SubmitFailed("no: \"schedd\" $away.at"),
                new TaskforceEvent.StartClaimed("SB-2", new Lease("tms", NOW.plusSeconds(60))),
                new TaskforceEvent.Submitted(
                        new Cluster(123456789012L, 5, Map.of("+Want.IOProxy", "true", "priority", 7), "/l/d.tms.jel"),
                        "SB-2"),
                new TaskforceEvent.StopRequested(Deactivation.FINISHED),
                new TaskforceEvent.Removed(),
                new TaskforceEvent.Completed(1_700_000_000));
        for (TaskforceEvent event : events) {
            at = after(at, event);
            assertThat(store().replace(at)).isTrue();
            assertThat(store().taskforce(at.uuid())).hasValue(at);
        }
    }

    @Test
    void progress_with_any_text_as_key_comes_back_as_it_was() {
        Taskforce at = created(uuid());
        Progress progress = new Progress(
                Map.of("HELD: disk. $full", Map.of("null", 3L, "Tasking", 12_345_678_901L)),
                Map.of("ValueError: a.b.c is $null", 7L));
        Taskforce told = at.reported(progress);
        assertThat(store().replace(told)).isTrue();
        assertThat(store().taskforce(at.uuid())).hasValue(told);
    }

    @Test
    void what_waits_for_a_tms_is_found() {
        Taskforce at = created(uuid());
        assertThat(store().waiting()).doesNotContain(at);
        assertThat(stepwise(at, new TaskforceEvent.QueuesActivated(), new TaskforceEvent.Launched()))
                .isTrue();
        assertThat(store().waiting()).extracting(Taskforce::uuid).contains(at.uuid());
    }

    @Test
    void what_is_unfinished_is_found_until_it_is_done() {
        Workflow workflow = inserted(uuid());
        assertThat(store().unfinished(StoredSamples.NOW)).contains(workflow);
        Workflow done = workflow;
        for (Step step : Step.values()) {
            if (done.todo().contains(step)) {
                done = done.done(step);
                assertThat(store().replace(done)).isTrue();
            }
        }
        assertThat(store().unfinished(StoredSamples.NOW))
                .extracting(Workflow::id)
                .doesNotContain(id);
    }

    @Test
    void what_is_put_off_is_not_found_before_its_time() {
        Workflow later = inserted(uuid()).done(Step.CREATE).resting(StoredSamples.NOW.plusSeconds(60));
        assertThat(store().replace(later)).isTrue();
        assertThat(store().unfinished(StoredSamples.NOW.plusSeconds(59)))
                .extracting(Workflow::id)
                .doesNotContain(id);
        assertThat(store().unfinished(StoredSamples.NOW.plusSeconds(60))).contains(later);
    }

    @Test
    void what_became_of_queues_is_kept() {
        QueueGroup group = Objects.requireNonNull(inserted(uuid()).creation().queues());
        store().create(StoredSamples.workflow(id).creation());
        QueueGroup revoked = group.activated(70).revoked(StoredSamples.NOW);
        assertThat(store().replace(group.activated(70))).isTrue();
        assertThat(store().replace(revoked)).isTrue();
        assertThat(store().queues(id)).hasValue(revoked);
        assertThat(store().replace(revoked.gone())).isTrue();
        assertThat(store().queues(id).orElseThrow().removed()).isTrue();
    }

    @Test
    void queues_are_found_by_workflow_and_by_id() {
        QueueGroup group = Objects.requireNonNull(inserted(uuid()).creation().queues());
        store().create(StoredSamples.workflow(id).creation());
        assertThat(store().queues(id)).hasValue(group);
        assertThat(store().queuesWith(group.queues().getFirst().id())).isPresent();
        assertThat(store().replace(group.activated(70))).isTrue();
        assertThat(store().queues(id).orElseThrow().priority()).isEqualTo(70);
    }

    @Test
    void a_question_is_answered_in_the_api_s_fields_only() {
        created(uuid());
        Page page = store().find(Question.all(Kind.WORKFLOW, Map.of("workflow_id", id)));
        assertThat(page.nextAfter()).isNull();
        Map<String, Object> expected =
                new HashMap<>(Map.of("workflow_id", id, "timestamp", 1772366400.123456, "priority", 50));
        expected.put("deactivated", null);
        expected.put("deactivated_ts", null);
        assertThat(page.documents()).containsExactly(expected);
    }

    @Test
    void a_projection_names_the_fields_wanted() {
        created(uuid());
        Question question = new Question(
                Kind.TASK_DIRECTIVE, Map.of("workflow_id", id), List.of("task_id", "_id"), null, 1 << 20, 10);
        assertThat(store().find(question).documents()).containsExactly(Map.of("task_id", "TK-" + id));
    }

    @Test
    void a_long_answer_comes_in_parts_that_make_the_whole() {
        List<String> uuids = Stream.generate(this::uuid).limit(25).toList();
        store().create(inserted(uuids.toArray(String[]::new)).creation());
        List<Object> got = new ArrayList<>();
        String after = null;
        int parts = 0;
        do {
            Page page = store().find(new Question(
                    Kind.TASKFORCE, Map.of("workflow_id", id), List.of(), after, 8_000, Integer.MAX_VALUE));
            page.documents().forEach(each -> got.add(each.get("taskforce_uuid")));
            after = page.nextAfter();
            parts++;
        } while (after != null);
        assertThat(got).containsExactlyElementsOf(uuids);
        assertThat(parts).isGreaterThan(3);
        assertThat(store().count(Question.all(Kind.TASKFORCE, Map.of("workflow_id", id))))
                .isEqualTo(25);
    }

    @Test
    void one_document_larger_than_a_part_is_given_all_the_same() {
        created(uuid());
        Question question = new Question(Kind.TASKFORCE, Map.of("workflow_id", id), List.of(), null, 10, 10);
        assertThat(store().find(question).documents()).hasSize(1);
    }

    @Test
    void an_answer_in_another_order_comes_in_parts_too() {
        List<String> uuids = Stream.of("b", "a", "c").map(each -> each + uuid()).toList();
        store().create(inserted(uuids.toArray(String[]::new)).creation());
        List<Object> got = new ArrayList<>();
        String after = null;
        do {
            Page page = store().find(new Question(
                    Kind.TASKFORCE,
                    Map.of("workflow_id", id),
                    List.of(),
                    after,
                    List.of("priority", "-taskforce_uuid"),
                    null,
                    Question.DEFAULT_MAX_BYTES,
                    2));
            page.documents().forEach(each -> got.add(each.get("taskforce_uuid")));
            after = page.nextAfter();
        } while (after != null);
        assertThat(got)
                .containsExactlyElementsOf(
                        uuids.stream().sorted(Comparator.reverseOrder()).toList());
    }

    @Test
    void a_request_s_workflow_is_found_by_its_key_and_inserted_once() {
        Workflow first = inserted(uuid());
        Workflow second = StoredSamples.workflow("WF-" + UUID.randomUUID());
        Workflow alike = new Workflow(
                second.id(),
                second.timestamp(),
                50,
                first.terms(),
                null,
                null,
                second.creation(),
                second.todo(),
                0,
                second.attempts(),
                null,
                Map.of(),
                0);
        assertThat(store().insert(alike)).isFalse();
        assertThat(store().workflow(second.id())).isEmpty();
        assertThat(store().workflowFrom("key of " + id)).hasValue(first);
    }

    @Test
    void a_workflow_is_seen_by_its_owner_and_those_it_is_shared_with() {
        inserted(uuid());
        for (String name : List.of("someone", "reader", "editor")) {
            assertThat(store().visibleTo(Set.of(name))).contains(id);
            assertThat(store().find(asked(name)).documents()).hasSize(1);
        }
        assertThat(store().visibleTo(Set.of("stranger"))).doesNotContain(id);
        assertThat(store().find(asked("stranger")).documents()).isEmpty();
    }

    private Question asked(String name) {
        return new Question(
                Kind.WORKFLOW, Map.of("workflow_id", id), List.of(), null, List.of(), Set.of(name), 1 << 20, 10);
    }

    @Test
    void a_workflow_is_watched_while_it_is_active() {
        Workflow workflow = inserted(uuid());
        assertThat(store().watched()).contains(workflow);
        store().replace(workflow.deactivated(Deactivation.ABORTED, NOW).orElseThrow());
        assertThat(store().watched()).extracting(Workflow::id).doesNotContain(id);
    }

    @Test
    void changes_made_together_are_there_when_it_returns_and_the_first_stays_when_a_later_one_fails() {
        Workflow workflow = StoredSamples.workflow(id, uuid());
        boolean inserted = store().together(() -> {
            boolean fresh = store().insert(workflow);
            store().create(workflow.creation());
            return fresh;
        });
        assertThat(inserted).isTrue();
        assertThat(store().taskforcesOf(id)).hasSize(1);
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> store().together(() -> {
                    store().replace(workflow.done(Step.CREATE));
                    throw new IllegalStateException("later");
                }));
        assertThat(store().workflow(id).orElseThrow().todo()).doesNotContain(Step.CREATE);
    }

    @Test
    void comparison_and_logic_are_understood() {
        created(uuid());
        Map<String, Object> query = Map.of(
                "workflow_id",
                id,
                "$or",
                List.of(Map.of("priority", Map.of("$gte", 50)), Map.of("priority", Map.of("$in", List.of(1, 2)))),
                "phase",
                Map.of("$ne", Phase.CONDOR_COMPLETE.word()),
                "pilot_config.tag",
                "1.2.3");
        assertThat(store().find(Question.all(Kind.TASKFORCE, query)).documents())
                .hasSize(1);
    }

    @Test
    void what_runs_code_or_is_not_the_user_s_cannot_be_asked() {
        for (String bad : List.of("$where", "$expr", "$function", "ewms.owner", "$bogus")) {
            assertThatExceptionOfType(InvalidQueryException.class)
                    .isThrownBy(() -> store().find(Question.all(Kind.WORKFLOW, Map.of(bad, "1"))))
                    .withMessageContaining(bad);
        }
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> new Question(Kind.WORKFLOW, Map.of(), List.of(), "nonsense", 1, 1))
                .withMessageContaining("after");
    }
}
