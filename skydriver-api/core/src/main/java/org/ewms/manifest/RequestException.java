package org.ewms.manifest;

/** A request that cannot be; the message names the field and what is wrong with it. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RequestException(String message) {
        super(message);
    }
}
