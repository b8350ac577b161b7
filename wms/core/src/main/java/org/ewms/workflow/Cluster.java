package org.ewms.workflow;

import java.util.Map;

/**
 * The batch system's side of a taskforce.
 *
 * @param id of the batch cluster, unique within its schedd
 * @param workers how many were really submitted
 * @param submitDict the submit description, name to string or integer
 * @param eventLog path of the job event log on the submit machine
 */
public record Cluster(long id, int workers, Map<String, Object> submitDict, String eventLog) {
    public Cluster {
        submitDict = Map.copyOf(submitDict);
    }
}
