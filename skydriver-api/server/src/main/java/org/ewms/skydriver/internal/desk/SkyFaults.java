package org.ewms.skydriver.internal.desk;

import org.ewms.manifest.RequestException;
import org.ewms.service.ApiException;
import org.ewms.service.Faults;
import org.ewms.skydriver.internal.workflow.WorkflowServiceException;
import org.ewms.skymap.SkymapException;
import org.ewms.store.InvalidQueryException;
import org.ewms.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** What goes wrong below the desks. */
public record SkyFaults() implements Faults {
    @Override
    public @Nullable ApiException of(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        return switch (e) {
            case RequestException wrong -> ApiException.badRequest(text);
            case InvalidQueryException wrong -> ApiException.badRequest(text);
            case SkymapException noMap -> new ApiException(422, "the result is no sky map: " + text);
            case StoreUnavailableException away -> new ApiException(503, text);
            case WorkflowServiceException away -> new ApiException(503, text);
            default -> null;
        };
    }
}
