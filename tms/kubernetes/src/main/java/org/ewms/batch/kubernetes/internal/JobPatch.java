package org.ewms.batch.kubernetes.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.ewms.batch.kubernetes.internal.Marks.Phase;

/**
 * A JSON patch of a Job (RFC 6902), refused by the API server when the Job is not in the phase that is expected. How many pods there may be and how long
 * are all of a Job that every release lets one change.
 *
 * @param text of the patch
 */
public record JobPatch(String text) {
    private static final String PHASE = "/metadata/annotations/" + Marks.PHASE.replace("/", "~1");
    private static final String PODS = "/spec/parallelism";
    private static final String DEADLINE = "/spec/activeDeadlineSeconds";

    /** A submitted Job has no pods for now. */
    public static final JobPatch HOLD = new JobPatch(text(Phase.SUBMITTED, Phase.HELD, 0));

    /** In whatever phase: no more pods; those that are end. By the deadline the Job then fails, and so is deleted in time. */
    public static final JobPatch REMOVE = new JobPatch(removal());

    /** A parked Job starts so many pods, for as long as they want. */
    public static JobPatch start(int workers) {
        ArrayNode patch = changed(Phase.PARKED, Phase.SUBMITTED, workers);
        patch.addObject().put("op", "remove").put("path", DEADLINE);
        return new JobPatch(patch.toString());
    }

    /** A held Job starts so many pods again. */
    public static JobPatch release(int workers) {
        return new JobPatch(text(Phase.HELD, Phase.SUBMITTED, workers));
    }

    private static String text(Phase from, Phase to, int pods) {
        return changed(from, to, pods).toString();
    }

    private static ArrayNode changed(Phase from, Phase to, int pods) {
        ArrayNode patch = Serialization.jsonMapper().createArrayNode();
        patch.addObject().put("op", "test").put("path", PHASE).put("value", from.word());
        patch.addObject().put("op", "replace").put("path", PHASE).put("value", to.word());
        patch.addObject().put("op", "replace").put("path", PODS).put("value", pods);
        return patch;
    }

    private static String removal() {
        ArrayNode patch = Serialization.jsonMapper().createArrayNode();
        patch.addObject().put("op", "add").put("path", PHASE).put("value", Phase.REMOVED.word());
        patch.addObject().put("op", "add").put("path", PODS).put("value", 0);
        patch.addObject().put("op", "add").put("path", DEADLINE).put("value", 1);
        return patch.toString();
    }
}
