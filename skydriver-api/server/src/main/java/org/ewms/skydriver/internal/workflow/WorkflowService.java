package org.ewms.skydriver.internal.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workflow service that gives scans their workers. Every method throws {@link WorkflowServiceException} when it does not. */
public interface WorkflowService {
    /** None: scans are run by somebody else. */
    WorkflowService NONE = new WorkflowService() {
        @Override
        public Optional<String> address() {
            return Optional.empty();
        }

        @Override
        public String create(JsonNode request, String key) {
            throw new WorkflowServiceException("no workflow service is configured: EWMS_ADDRESS must name one", true);
        }

        @Override
        public void stop(String workflowId, String how) {
            throw new WorkflowServiceException("no workflow service is configured: EWMS_ADDRESS must name one", true);
        }

        @Override
        public Optional<String> deactivated(String workflowId) {
            return Optional.empty();
        }

        @Override
        public List<JsonNode> taskforces(String workflowId) {
            return List.of();
        }

        @Override
        public JsonNode addWorkers(String workflowId, String location, int workers) {
            throw new WorkflowServiceException("no workflow service is configured: EWMS_ADDRESS must name one", true);
        }

        @Override
        public List<JsonNode> queues(String workflowId) {
            return List.of();
        }
    };

    /** Where it is; empty when there is none. */
    Optional<String> address();

    /**
     * Creates a workflow; the same one when asked again with the same key.
     *
     * @return its id
     */
    String create(JsonNode request, String key);

    /** Ends a workflow, which may be over already. @param how {@code abort} or {@code finished} */
    void stop(String workflowId, String how);

    /** How the workflow ended; empty while it goes on. */
    Optional<String> deactivated(String workflowId);

    /** Its taskforces, in the fields of the workflow service. */
    List<JsonNode> taskforces(String workflowId);

    /** Asks for more workers; the new taskforce. */
    JsonNode addWorkers(String workflowId, String location, int workers);

    /** Its public queues, in the fields of the queue service. */
    List<JsonNode> queues(String workflowId);

    /**
     * A question to its REST API whose answer is only shown.
     *
     * @param body null for none
     * @return the answer; empty when there is no such thing
     */
    default Optional<JsonNode> ask(String method, String path, @Nullable JsonNode body) {
        throw new WorkflowServiceException("no workflow service is configured: EWMS_ADDRESS must name one", true);
    }
}
