package org.ewms.pilot;

/** A pilot that ends because tasks failed, or because it could not begin. */
public final class PilotFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PilotFailedException(String message) {
        super(message);
    }

    public PilotFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
