package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ewms.workflow.Samples.NOW;
import static org.ewms.workflow.Samples.request;
import static org.ewms.workflow.Samples.task;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowPlannerTest {
    private final Ids ids = new Ids(new Random(1));
    private final WorkflowPlanner planner = new WorkflowPlanner(ids, ClusterLocations.withTestLocations());
    private final List<String> images = List.of("1.9.0", "1.10.0", "1.2.30", "fix-123");
    private final UnaryOperator<String> pilots = tag -> PilotTags.resolve(tag, images);

    private static TaskRequest with(TaskRequest task, List<String> locations, PilotConfig pilot) {
        return new TaskRequest(
                locations,
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
                pilot,
                Map.of());
    }

    private void refused(WorkflowRequest request, String... words) {
        assertThatExceptionOfType(WorkflowException.class)
                .isThrownBy(() -> planner.checked(request, pilots))
                .withMessageContainingAll(words);
    }

    @Test
    void each_task_has_a_taskforce_per_location_under_hierarchical_ids() {
        WorkflowRequest request = planner.checked(
                request(
                        with(
                                task(List.of("in"), List.of("mid")),
                                List.of("test-alpha", "sub-2"),
                                Samples.pilot("1.9.0")),
                        task(List.of("mid"), List.of("out"))),
                pilots);
        String id = ids.workflow(NOW);
        Workflow workflow = planner.plan(
                id, request, Map.of("in", "q1", "mid", "q2", "out", "q3"), null, PhaseChange.USER, none -> false, NOW);
        assertThat(id).matches("WF-[0-9a-f]+-[0-9a-f]{8}");
        assertThat(workflow.creation().directives())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.taskId()).startsWith("TK-" + id.substring(3) + "-"));
        assertThat(workflow.creation().taskforces())
                .extracting(TaskforcePlan::schedd)
                .containsExactly("SCHEDD1", "grid-submitter.icecube.wisc.edu", "SCHEDD1");
        assertThat(workflow.creation().taskforces())
                .allSatisfy(each ->
                        assertThat(each.uuid()).startsWith("TF-" + each.taskId().substring(3) + "-"));
        assertThat(workflow.creation().directives().get(1).inputQueues()).containsExactly("q2");
    }

    private Workflow planned(List<String> locations) {
        WorkflowPlanner choosing = new WorkflowPlanner(
                ids,
                ClusterLocations.withTestLocations()
                        .with(List.of(
                                new Place("cloud", "CLOUD", Set.of("gpu"), 2),
                                new Place("farm", "FARM", Set.of("gpu"), 1))));
        WorkflowRequest request = choosing.checked(
                request(with(task(List.of("in"), List.of()), locations, Samples.pilot("1.9.0"))), pilots);
        return choosing.plan("WF-1", request, Map.of("in", "q1"), null, PhaseChange.USER, none -> false, NOW);
    }

    @Test
    void a_requirement_becomes_one_taskforce_at_a_site_and_stays_in_the_directive_as_asked() {
        Workflow workflow = planned(List.of("@gpu"));
        assertThat(workflow.creation().taskforces())
                .extracting(TaskforcePlan::placement)
                .containsExactly(new Placement("FARM", "@gpu: farm, cost 1.0, is the cheapest of 2"));
        assertThat(workflow.creation().directives().getFirst().clusterLocations())
                .containsExactly("@gpu");
    }

    @Test
    void requirements_of_one_task_mean_different_sites_where_there_are_so_many() {
        assertThat(planned(List.of("@gpu", "farm", "@any", "@gpu,any"))
                        .creation()
                        .taskforces())
                .extracting(TaskforcePlan::schedd)
                .containsExactly("CLOUD", "FARM", "FARM", "FARM");
    }

    @Test
    void added_workers_come_before_others_of_their_workflow() {
        Workflow workflow = Workflow.of("WF-1", NOW, 70, Terms.of(null), Creation.NOTHING);
        TaskforcePlan more = planner.adding(
                workflow, Samples.plan("TF-1"), planner.place("test-beta", none -> false), 9, PhaseChange.USER, NOW);
        assertThat(more.priority()).isEqualTo(170);
        assertThat(more.schedd()).isEqualTo("SCHEDD2");
        assertThat(more.workers()).isEqualTo(9);
    }

    @Test
    void latest_is_the_highest_release() {
        assertThat(PilotTags.resolve("latest", images)).isEqualTo("1.10.0");
        assertThat(PilotTags.resolve("fix-123", images)).isEqualTo("fix-123");
    }

    @Test
    void a_pilot_that_is_not_there_is_refused() {
        refused(request(with(task(List.of("a"), List.of()), List.of("osg"), Samples.pilot("9.9.9"))), "9.9.9");
        refused(request(with(task(List.of("a"), List.of()), List.of("osg"), Samples.pilot("../x"))), "../x");
    }

    @Test
    void an_unknown_location_is_refused_with_those_known() {
        refused(request(with(task(List.of("a"), List.of()), List.of("mars"), Samples.pilot("latest"))), "mars", "osg");
    }

    @Test
    void the_environment_of_the_service_itself_is_reserved() {
        PilotConfig pilot = new PilotConfig("latest", "cvmfs", Map.of("EWMS_PILOT_TASK_ARGS", "x"), List.of());
        refused(request(with(task(List.of("a"), List.of()), List.of("osg"), pilot)), "EWMS_PILOT_TASK_ARGS");
    }

    @Test
    void a_task_without_queues_is_refused() {
        refused(request(task(List.of(), List.of())), "input_queue_aliases");
    }

    @Test
    void a_circle_of_queues_is_refused_unless_declared() {
        TaskRequest one = task(List.of("in", "back"), List.of("mid"));
        TaskRequest two = task(List.of("mid"), List.of("back", "out"));
        refused(request(one, two), "mid", "back", "loop_queue_aliases");
        WorkflowRequest declared =
                new WorkflowRequest(List.of(one, two), Set.of(), Set.of("back"), 50, null, null, List.of());
        assertThat(planner.checked(declared, pilots).tasks()).hasSize(2);
    }

    @Test
    void a_task_that_feeds_itself_is_a_circle() {
        refused(request(task(List.of("a"), List.of("a"))), "[a]");
    }

    @Test
    void fan_out_and_fan_in_are_no_circle() {
        WorkflowRequest diamond = request(
                task(List.of("in"), List.of("left", "right")),
                task(List.of("left"), List.of("out")),
                task(List.of("right"), List.of("out")),
                task(List.of("out"), List.of()));
        List<QueueWish> queues = planner.checked(diamond, pilots).queues();
        assertThat(queues).extracting(QueueWish::alias).containsExactly("in", "left", "right", "out");
        assertThat(queues)
                .extracting(QueueWish::side)
                .containsExactly(UserSide.WRITES, UserSide.BOTH, UserSide.BOTH, UserSide.BOTH);
    }

    @Test
    void events_can_only_be_put_where_a_task_reads_and_an_end_only_be_told_of_those() {
        TaskRequest task = task(List.of("in"), List.of("out"));
        Input input = new Input("in", new InputSource.Range(0, 3, 1));
        refused(wanting(task, null, new Input("out", input.source())), "out", "no task reads");
        refused(wanting(task, FinishWhen.INPUTS_EMPTY), "finish_when", "inputs");
        assertThat(planner.checked(wanting(task, FinishWhen.INPUTS_EMPTY, input), pilots)
                        .inputs())
                .containsExactly(input);
    }

    private static WorkflowRequest wanting(TaskRequest task, @Nullable FinishWhen end, Input... inputs) {
        return new WorkflowRequest(List.of(task), Set.of(), Set.of(), 50, end, null, List.of(inputs));
    }

    @Test
    void queue_ids_are_letter_a_and_twenty_hex_digits() {
        assertThat(ids.queue()).matches("a[0-9a-f]{20}");
    }
}
