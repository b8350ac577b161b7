package org.ewms.queues;

import java.util.Map;
import org.ewms.workflow.QueueGroup;
import org.jspecify.annotations.Nullable;

/**
 * Queues set aside for a workflow.
 *
 * @param ids id of the queue for each alias
 * @param toCreate to be written with the workflow, so that a workflow refused leaves none behind; null when somebody else keeps them
 */
public record Reservation(Map<String, String> ids, @Nullable QueueGroup toCreate) {
    public Reservation {
        ids = Map.copyOf(ids);
    }
}
