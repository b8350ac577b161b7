package org.ewms.wms.internal.service;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ewms.workflow.Place;
import org.ewms.workflow.Placement;
import org.ewms.workflow.Requirement;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.WorkflowPlanner;

/**
 * Where a task whose number of workers is not fixed gets the next ones. Pure.
 *
 * <p>Each of its locations stands for one place at a time: a name for that site; a requirement for the cheapest site that has the labels,
 * of equally cheap ones that with fewest workers of the task. One where workers of it have been waiting for long comes after those where
 * none do, however cheap. Of the places so found the one with fewest workers is taken, whatever it costs: who names several locations wants
 * to be at all of them. Where submissions fail one after the other none are sent.
 *
 * @param rests whether nothing is submitted to a schedd now
 */
record NextPlace(WorkflowPlanner planner, Predicate<String> rests) {
    /** The place; empty when there is none that takes submissions. */
    Optional<Placement> of(TaskDirective task, TaskWorkers workers, Instant now) {
        return task.clusterLocations().stream()
                .flatMap(location -> candidate(location, workers, now).stream())
                .min(Comparator.comparingInt(each -> workers.at(each.schedd())));
    }

    private Optional<Placement> candidate(String location, TaskWorkers workers, Instant now) {
        List<Place> open = planner.places(location).stream()
                .filter(each -> !rests.test(each.schedd()))
                .toList();
        return open.stream()
                .min(Comparator.comparing((Place each) -> workers.stalledAt(each.schedd(), now))
                        .thenComparing(Place::cost)
                        .thenComparing(each -> workers.at(each.schedd()))
                        .thenComparing(Place::name))
                .map(each -> new Placement(each.schedd(), why(location, each, open)));
    }

    private static @org.jspecify.annotations.Nullable String why(String location, Place chosen, List<Place> open) {
        if (!location.startsWith(Requirement.MARK)) {
            return null;
        }
        boolean cheapest = chosen.cost() == open.getFirst().cost();
        return location + ": " + chosen.name() + ", cost " + chosen.cost() + ", is the cheapest of " + open.size()
                + " that take submissions" + (cheapest ? "" : " and where none of this task's workers wait to begin");
    }
}
