package org.ewms.skydriver.internal.workflow;

import org.jspecify.annotations.Nullable;

/** The workflow service did not do what it was asked for. */
public final class WorkflowServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    /** @param lasting whether asking again would not help */
    WorkflowServiceException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** It was not reached. */
    public WorkflowServiceException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.lasting = false;
    }

    /** Whether asking again would not help. */
    public boolean lasting() {
        return lasting;
    }
}
