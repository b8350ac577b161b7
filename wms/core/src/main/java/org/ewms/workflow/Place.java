package org.ewms.workflow;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * A site, as far as workflows choose by it.
 *
 * @param name by which they may name it
 * @param schedd its batch system's submit host
 * @param labels what it has
 * @param cost of its use, relative to others, ≥ 0
 */
public record Place(String name, String schedd, Set<String> labels, double cost) {
    /** The cheapest first; of equally cheap ones by name. */
    public static final Comparator<Place> CHEAPEST =
            Comparator.comparingDouble(Place::cost).thenComparing(Place::name);

    public Place {
        labels = Set.copyOf(labels);
        if (!(cost >= 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("the cost of site " + name + " must be >= 0, is " + cost);
        }
    }

    /** Whether to a workflow it differs from the other in its name alone. */
    boolean alike(Place other) {
        return labels.equals(other.labels) && cost == other.cost;
    }

    /** Its name and labels. */
    String described() {
        return name + " " + new TreeSet<>(labels);
    }
}
