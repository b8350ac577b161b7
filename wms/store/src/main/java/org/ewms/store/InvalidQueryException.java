package org.ewms.store;

/** A question that is not asked of the store; the message names what is wrong and what is allowed. */
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidQueryException(String message) {
        super(message);
    }
}
