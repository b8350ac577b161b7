package org.ewms.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Where taskforces can go: each location, by any of its names, is one schedd. */
public record ClusterLocations(Map<String, String> schedds) {
    private static final String OSG = "grid-submitter.icecube.wisc.edu";

    public ClusterLocations {
        schedds = Map.copyOf(schedds);
    }

    /** The locations of a production service. */
    public static ClusterLocations production() {
        return new ClusterLocations(Map.of("osg", OSG, "OSG", OSG, "sub-2", OSG));
    }

    /** Those of production and two for tests. */
    public static ClusterLocations withTestLocations() {
        return new ClusterLocations(
                Map.of("osg", OSG, "OSG", OSG, "sub-2", OSG, "test-alpha", "SCHEDD1", "test-beta", "SCHEDD2"));
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
                all.put(parts[0].strip(), parts[parts.length - 1].strip());
            }
        }
        return new ClusterLocations(all);
    }

    /**
     * The schedd of a location.
     *
     * @throws WorkflowException naming the location and those that are known
     */
    public String schedd(String location) {
        String schedd = schedds.get(location);
        if (schedd == null) {
            throw new WorkflowException(
                    "cluster location not found: '" + location + "'; known: " + new TreeSet<>(schedds.keySet()));
        }
        return schedd;
    }
}
