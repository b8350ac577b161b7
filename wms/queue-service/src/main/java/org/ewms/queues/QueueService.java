package org.ewms.queues;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a workflow needs of the queue service, ours or somebody else's.
 *
 * <p>Every method throws {@link QueueServiceException} when it could not be done; it may be tried again.
 */
public interface QueueService {
    /** One queue for each alias, not to be used yet. */
    Reservation reserve(String workflowId, Collection<String> aliases, Collection<String> publicAliases);

    /** Makes the reserved queues ready for use. May be repeated. */
    void activate(String workflowId, int priority);

    /** The queues with these ids in the fields of the REST API, address and credential included, in their order. */
    List<Map<String, Object>> profiles(String workflowId, Collection<String> queueIds);
}
