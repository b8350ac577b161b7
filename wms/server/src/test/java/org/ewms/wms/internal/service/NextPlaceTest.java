package org.ewms.wms.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.ewms.workflow.ClusterLocations;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Offers;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.PilotConfig;
import org.ewms.workflow.Place;
import org.ewms.workflow.Placement;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforcePlan;
import org.ewms.workflow.WorkflowPlanner;
import org.junit.jupiter.api.Test;

/** Where the next workers of a task go. */
class NextPlaceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final WorkflowPlanner PLANNER = new WorkflowPlanner(
            new Ids(new Random(1)),
            ClusterLocations.withTestLocations()
                    .with(List.of(
                            new Place("cloud", "CLOUD", Set.of("gpu"), 2.5),
                            new Place("farm", "FARM", Set.of("gpu"), 0.5),
                            new Place("hall", "HALL", Set.of("gpu"), 0.5))));

    private final List<Taskforce> taskforces = new ArrayList<>();

    private static TaskDirective task(String... locations) {
        return new TaskDirective(
                "TK-1",
                "WF-1",
                NOW,
                List.of(locations),
                "",
                "",
                Map.of(),
                "",
                "",
                Map.of(),
                List.of("in"),
                List.of(),
                Map.of());
    }

    /** That wait to begin. */
    private NextPlaceTest having(String schedd, int workers, int seconds) {
        taskforces.add(Taskforce.of(new TaskforcePlan(
                "TF-" + taskforces.size(),
                "TK-1",
                "WF-1",
                NOW.minusSeconds(seconds),
                50,
                new Placement(schedd, null),
                workers,
                new PilotConfig("latest", "cvmfs", Map.of(), List.of()),
                Map.of(),
                PhaseChange.SCALING)));
        return this;
    }

    private Optional<Placement> next(TaskDirective task, String... resting) {
        return new NextPlace(PLANNER, Set.of(resting)::contains)
                .of(task, new TaskWorkers(taskforces, new Offers(2)), NOW);
    }

    private String schedd(TaskDirective task, String... resting) {
        return next(task, resting).map(Placement::schedd).orElse("none");
    }

    @Test
    void the_cheapest_that_has_the_labels_is_taken_and_of_equals_that_with_fewest_workers() {
        assertThat(next(task("@gpu")))
                .contains(new Placement("FARM", "@gpu: farm, cost 0.5, is the cheapest of 3 that take submissions"));
        having("FARM", 1, 10);
        assertThat(schedd(task("@gpu"))).isEqualTo("HALL");
    }

    @Test
    void a_dearer_one_is_taken_only_while_the_cheaper_ones_take_no_submissions() {
        having("FARM", 90, 10).having("HALL", 90, 10);
        assertThat(schedd(task("@gpu"))).isEqualTo("FARM");
        assertThat(schedd(task("@gpu"), "FARM", "HALL")).isEqualTo("CLOUD");
        assertThat(schedd(task("@gpu"), "FARM", "HALL", "CLOUD")).isEqualTo("none");
    }

    @Test
    void or_while_workers_have_waited_there_for_long() {
        having("FARM", 1, 301).having("HALL", 1, 301);
        assertThat(next(task("@gpu")).map(Placement::why))
                .hasValueSatisfying(why -> assertThat(why).contains("cloud", "none of this task's workers wait"));
    }

    @Test
    void named_sites_are_balanced_whatever_they_cost() {
        having("FARM", 2, 10).having("CLOUD", 1, 10);
        assertThat(next(task("farm", "cloud"))).contains(new Placement("CLOUD", null));
    }

    @Test
    void several_locations_are_balanced_each_standing_for_one_place() {
        having("SCHEDD1", 3, 10).having("FARM", 1, 10).having("HALL", 2, 10);
        assertThat(schedd(task("test-alpha", "@gpu"))).isEqualTo("FARM");
        having("FARM", 9, 10).having("HALL", 9, 10);
        assertThat(schedd(task("test-alpha", "@gpu"))).isEqualTo("SCHEDD1");
    }

    @Test
    void a_site_that_is_known_no_more_gets_nothing() {
        assertThat(schedd(task("@tpu", "mars"))).isEqualTo("none");
    }
}
