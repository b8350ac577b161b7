package org.ewms.workflow;

/** A request that cannot be carried out as it is; the message names the field and what to do. */
public final class WorkflowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WorkflowException(String message) {
        super(message);
    }
}
