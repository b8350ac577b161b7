package org.ewms.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where taskforces can go: each location, by any of its names, is one schedd. A {@link Requirement} is met by the sites whose labels are
 * told, and by no others.
 *
 * @param schedds by name
 * @param sites those whose labels are told
 */
public record ClusterLocations(Map<String, String> schedds, List<Place> sites) {
    private static final String OSG = "grid-submitter.icecube.wisc.edu";

    public ClusterLocations {
        schedds = Map.copyOf(schedds);
        sites = sites.stream().sorted(Place.CHEAPEST).toList();
    }

    /** The locations of a production service. */
    public static ClusterLocations production() {
        return new ClusterLocations(Map.of("osg", OSG, "OSG", OSG, "sub-2", OSG), List.of());
    }

    /** Those of production and two for tests. */
    public static ClusterLocations withTestLocations() {
        return new ClusterLocations(
                Map.of("osg", OSG, "OSG", OSG, "sub-2", OSG, "test-alpha", "SCHEDD1", "test-beta", "SCHEDD2"),
                List.of());
    }

    /**
     * Further locations.
     *
     * @param words separated by semicolons, each {@code NAME}, when its schedd has the same name, or {@code NAME=SCHEDD}
     */
    public ClusterLocations with(String words) {
        Map<String, String> all = new HashMap<>(schedds);
        for (String word : words.split(";")) {
            String[] parts = word.strip().split("=", 2);
            if (!parts[0].isBlank()) {
                all.put(named(parts[0].strip()), parts[parts.length - 1].strip());
            }
        }
        return new ClusterLocations(all, sites);
    }

    /**
     * Further locations whose labels are told.
     *
     * @throws IllegalArgumentException naming two sites of one schedd that differ: whoever serves it could not tell them apart
     */
    public ClusterLocations with(List<Place> more) {
        Map<String, String> all = new HashMap<>(schedds);
        Map<String, Place> bySchedd = new LinkedHashMap<>();
        List<Place> told = new ArrayList<>(sites);
        told.addAll(more);
        for (Place each : told) {
            all.put(named(each.name()), each.schedd());
            Place other = bySchedd.putIfAbsent(each.schedd(), each);
            if (other != null && !each.alike(other)) {
                throw new IllegalArgumentException("sites " + other.name() + " and " + each.name() + " are both schedd "
                        + each.schedd() + ", so their labels and cost must be the same");
            }
        }
        return new ClusterLocations(all, List.copyOf(bySchedd.values()));
    }

    private static String named(String name) {
        if (name.startsWith(Requirement.MARK)) {
            throw new IllegalArgumentException(
                    "cluster location " + name + " must not begin with @, by which workflows ask for labels");
        }
        return name;
    }

    /**
     * All places that the location may mean, the cheapest first: the one it names, or those with the labels it asks for. None when there is
     * none.
     */
    public List<Place> places(String location) {
        Optional<Requirement> asked = Requirement.of(location);
        if (asked.isPresent()) {
            return sites.stream().filter(asked.get()::metBy).toList();
        }
        String schedd = schedds.get(location);
        return schedd == null ? List.of() : List.of(new Place(location, schedd, Set.of(), 0));
    }

    /**
     * Checks that the location is a place, or that there is one it may mean.
     *
     * @throws WorkflowException naming the location and those that are known, or their labels
     */
    public void check(String location) {
        if (!places(location).isEmpty()) {
            return;
        }
        Optional<Requirement> asked = Requirement.of(location);
        if (asked.isEmpty()) {
            throw new WorkflowException(
                    "cluster location not found: '" + location + "'; known: " + new TreeSet<>(schedds.keySet()));
        }
        String known = sites.isEmpty()
                ? "this service was told of none: ewms wms --sites FILE"
                : "sites and their labels: "
                        + sites.stream()
                                .sorted(Comparator.comparing(Place::name))
                                .map(Place::described)
                                .collect(Collectors.joining(", "));
        throw new WorkflowException("no site has the labels "
                + new TreeSet<>(asked.get().labels()) + " that cluster location '" + location + "' asks for; " + known);
    }

    /**
     * The one place that the location means now: that of its name, or else the cheapest that has the labels. One where submissions fail
     * comes after those where they do not, and then one that is taken after those that are not.
     *
     * @param rests whether submissions to a schedd fail
     * @param taken schedds to be avoided
     * @throws WorkflowException when there is none
     */
    public Placement choose(String location, Predicate<String> rests, Set<String> taken) {
        check(location);
        List<Place> all = places(location);
        if (!location.startsWith(Requirement.MARK)) {
            return new Placement(all.getFirst().schedd(), null);
        }
        Place chosen = all.stream()
                .min(Comparator.comparing((Place each) -> rests.test(each.schedd()))
                        .thenComparing(each -> taken.contains(each.schedd())))
                .orElseThrow();
        String passedOver = all.stream()
                .takeWhile(each -> !each.equals(chosen))
                .map(each -> each.name()
                        + (rests.test(each.schedd()) ? " (submissions fail there)" : " (taken by this task already)"))
                .collect(Collectors.joining(", "));
        return new Placement(
                chosen.schedd(),
                location + ": " + chosen.name() + ", cost " + chosen.cost() + ", is the cheapest of " + all.size()
                        + (passedOver.isEmpty() ? "" : " but for " + passedOver));
    }
}
