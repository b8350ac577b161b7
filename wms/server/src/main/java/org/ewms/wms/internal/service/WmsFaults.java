package org.ewms.wms.internal.service;

import org.ewms.queues.QueueServiceException;
import org.ewms.service.ApiException;
import org.ewms.service.Faults;
import org.ewms.store.InvalidQueryException;
import org.ewms.store.StoreUnavailableException;
import org.ewms.workflow.WorkflowException;
import org.jspecify.annotations.Nullable;

/** What goes wrong below the desks. */
public record WmsFaults() implements Faults {
    @Override
    public @Nullable ApiException of(RuntimeException e) {
        return switch (e) {
            case WorkflowException wrong -> ApiException.badRequest(String.valueOf(wrong.getMessage()));
            case InvalidQueryException wrong -> ApiException.badRequest(String.valueOf(wrong.getMessage()));
            case StoreUnavailableException away -> new ApiException(503, String.valueOf(away.getMessage()));
            case QueueServiceException away -> new ApiException(503, String.valueOf(away.getMessage()));
            default -> null;
        };
    }
}
