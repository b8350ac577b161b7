package org.ewms.queues;

import java.util.List;
import java.util.Map;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.QueueDepth;
import org.ewms.workflow.QueueWish;

/**
 * What a workflow needs of the queue service, ours or somebody else's.
 *
 * <p>Every method throws {@link QueueServiceException} when it could not be done; it may be tried again.
 */
public interface QueueService {
    /** One queue for each wish, not to be used yet. */
    Reservation reserve(String workflowId, List<QueueWish> wishes);

    /** Makes the reserved queues ready for use. May be repeated. */
    void activate(String workflowId, int priority);

    /** The queues with these ids in the fields of the REST API, address and credential included, in their order. */
    List<Map<String, Object>> profiles(String workflowId, Map<String, Access> queueIds);

    /** Removes the workflow's queues from the broker for good, with what is in them. May be repeated. */
    void remove(String workflowId);

    /** Whether events can be put in, and what is left be told exactly, from here. */
    boolean reachesBroker();

    /** Puts events into the queue with this alias; durable when it returns. */
    void put(String workflowId, String alias, List<Message> events);

    /** How many messages the queue holds, those in consumers' hands included. */
    default long remaining(String workflowId, String queueId) {
        return depth(workflowId, queueId).remaining();
    }

    /** How full the queue is and how many take from it. */
    QueueDepth depth(String workflowId, String queueId);
}
