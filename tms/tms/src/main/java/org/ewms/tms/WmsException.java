package org.ewms.tms;

/** The workflow service did not answer, or not as it should. */
public final class WmsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status of the answer; 0 when there was none */
    public WmsException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Of the answer; 0 when there was none. */
    public int status() {
        return status;
    }

    /** Whether the service understood and will not change its mind. */
    public boolean isFinal() {
        return status >= 400 && status < 500 && status != 401 && status != 403 && status != 408 && status != 429;
    }
}
