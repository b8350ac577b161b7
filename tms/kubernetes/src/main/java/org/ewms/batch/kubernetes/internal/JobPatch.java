package org.ewms.batch.kubernetes.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * A JSON merge patch of a Job. How many pods there may be and how long are all of a Job that every release lets one change.
 *
 * @param text of the patch
 */
public record JobPatch(String text) {
    /** No more pods; those that are end. By the deadline the Job then fails, and so is deleted in time. */
    public static final JobPatch REMOVE = of(Marks.Phase.REMOVED, 0, 1L);
    /** No pods for now. */
    public static final JobPatch HOLD = of(Marks.Phase.HELD, 0, null);

    /** So many pods, for as long as they want. */
    public static JobPatch start(int workers) {
        return of(Marks.Phase.SUBMITTED, workers, null);
    }

    private static JobPatch of(Marks.Phase phase, int pods, @org.jspecify.annotations.Nullable Long deadline) {
        ObjectNode patch = Serialization.jsonMapper().createObjectNode();
        patch.putObject("metadata").putObject("annotations").put(Marks.PHASE, phase.word());
        patch.putObject("spec").put("parallelism", pods).put("activeDeadlineSeconds", deadline);
        return new JobPatch(patch.toString());
    }

    /** The text, for the Job as it is known and no other state of it. */
    public String of(Job known) {
        ObjectNode patch = Serialization.unmarshal(text, ObjectNode.class);
        ((ObjectNode) patch.get("metadata"))
                .put("resourceVersion", known.getMetadata().getResourceVersion());
        return patch.toString();
    }
}
