package org.ewms.wms.internal.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.LongStream;
import org.ewms.mqclient.Message;
import org.ewms.queues.QueueService;
import org.ewms.workflow.Input;
import org.ewms.workflow.Workflow;

/** Puts the events that a workflow was asked for with into its queues, computing each only then. */
final class Feeder {
    private static final int EVENTS_AT_ONCE = 1000;

    private final QueueService queues;
    private final ObjectMapper json = new ObjectMapper();

    Feeder(QueueService queues) {
        this.queues = queues;
    }

    /**
     * Puts in the next part. After a crash the same events may be put in again, under the same ids.
     *
     * @return how many events it had; 0 when none are left
     */
    int feed(Workflow workflow) {
        long first = workflow.fed();
        for (Input input : workflow.terms().inputs()) {
            long size = input.source().size();
            if (first < size) {
                List<Message> events = LongStream.range(first, Math.min(size, first + EVENTS_AT_ONCE))
                        .mapToObj(index -> event(workflow.id(), input, index))
                        .toList();
                queues.put(workflow.id(), input.alias(), events);
                return events.size();
            }
            first -= size;
        }
        return 0;
    }

    private Message event(String workflowId, Input input, long index) {
        try {
            return Message.of(
                    workflowId + "/" + input.alias() + "/" + index,
                    json.writeValueAsBytes(input.source().at(index)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
