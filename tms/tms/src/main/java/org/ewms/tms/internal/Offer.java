package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.ewms.batch.SubmissionId;

/**
 * A taskforce that is to be started, as the workflow service offers it.
 *
 * @param uuid of the taskforce
 * @param submission names the attempt
 * @param isNew whether the service has told nobody of this submission before, so that it cannot have been made yet
 * @param taskforce all that is known of it
 * @param directive of its task
 * @param queues with their credentials
 */
public record Offer(
        String uuid,
        SubmissionId submission,
        boolean isNew,
        JsonNode taskforce,
        JsonNode directive,
        List<QueueProfile> queues) {
    public Offer {
        queues = List.copyOf(queues);
    }

    /**
     * One queue.
     *
     * @param id by which the directive names it, and the broker
     * @param type of the broker
     * @param address of the broker
     * @param token opens it; empty when none is needed
     */
    public record QueueProfile(String id, String type, String address, String token) {
        /** Tells no secret. */
        @Override
        public String toString() {
            return "QueueProfile[" + id + "]";
        }
    }

    /**
     * Reads one.
     *
     * @param otherwise the submission id where the service, an older one, gives none
     */
    public static Offer of(JsonNode reply, SubmissionId otherwise) {
        JsonNode taskforce = reply.path("taskforce");
        List<QueueProfile> queues = new ArrayList<>();
        for (JsonNode each : reply.path("mqprofiles")) {
            queues.add(new QueueProfile(
                    each.path("mqid").asText(),
                    each.path("broker_type").asText(),
                    each.path("broker_address").asText(),
                    each.path("auth_token").asText("")));
        }
        String submission = reply.path("submission_id").asText("");
        return new Offer(
                taskforce.path("taskforce_uuid").asText(),
                submission.isEmpty() ? otherwise : new SubmissionId(submission),
                !submission.isEmpty() && reply.path("submission_is_new").asBoolean(),
                taskforce,
                reply.path("task_directive"),
                queues);
    }

    /** Whether it is lent to us alone; else the taskforce names the submission. */
    boolean isLent() {
        return !submission.value().equals(uuid);
    }

    /** Tells neither environment nor credentials. */
    @Override
    public String toString() {
        return "Offer[" + uuid + "]";
    }
}
