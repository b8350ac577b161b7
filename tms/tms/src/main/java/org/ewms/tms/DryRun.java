package org.ewms.tms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.tms.internal.Offer;
import org.ewms.tms.internal.Requests;

/** What would be submitted for a task, with stand-ins for what only the workflow service knows: ids, addresses of queues, credentials. */
public final class DryRun {
    private DryRun() {}

    /**
     * The plan of one task.
     *
     * @param task as in the request for a workflow
     */
    public static SubmitPlan of(Site site, JsonNode task) {
        ObjectNode taskforce = JsonNodeFactory.instance.objectNode();
        taskforce.setAll((ObjectNode) task);
        ObjectNode directive = taskforce.deepCopy();
        List<Offer.QueueProfile> queues = new ArrayList<>();
        for (String direction : List.of("input", "output")) {
            directive.set(direction + "_queues", task.path(direction + "_queue_aliases"));
            task.path(direction + "_queue_aliases")
                    .forEach(alias -> queues.add(
                            new Offer.QueueProfile(alias.asText(), "BROKER-TYPE", "BROKER-ADDRESS", "credential")));
        }
        Offer offer = new Offer("TF-DRY-RUN", new SubmissionId("SB-DRY-RUN"), true, taskforce, directive, queues);
        return site.batch().plan(Requests.of(offer, site));
    }
}
