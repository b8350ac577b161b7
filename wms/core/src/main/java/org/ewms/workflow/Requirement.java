package org.ewms.workflow;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a cluster location asks for that names no site: {@code @any}, or {@code @gpu,avx2} for one that has all of these labels.
 *
 * @param labels empty for any site
 */
public record Requirement(Set<String> labels) {
    /** Begins a requirement, and no site's name. */
    public static final String MARK = "@";

    private static final String ANY = "any";

    public Requirement {
        labels = Set.copyOf(labels);
    }

    /**
     * What the location asks for; empty when it is a site's name.
     *
     * @throws WorkflowException saying how it is written
     */
    public static Optional<Requirement> of(String location) {
        if (!location.startsWith(MARK)) {
            return Optional.empty();
        }
        Set<String> labels =
                new HashSet<>(List.of(location.substring(MARK.length()).split(",", -1)));
        if (labels.stream().anyMatch(each -> each.isEmpty() || each.contains(" "))) {
            throw new WorkflowException("cluster location '" + location
                    + "' must be @any, or @ and labels with commas in between, as @gpu,avx2");
        }
        labels.remove(ANY);
        return Optional.of(new Requirement(labels));
    }

    boolean metBy(Place place) {
        return place.labels().containsAll(labels);
    }
}
