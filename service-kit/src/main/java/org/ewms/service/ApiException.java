package org.ewms.service;

/** Ends a request with an error; its text is the body's and the reason phrase. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int retryAfter;

    public ApiException(int status, String text) {
        this(status, text, status == 503 ? 5 : 0);
    }

    /** @param retryAfter seconds after which the same request may do better; 0 when it never will */
    public ApiException(int status, String text, int retryAfter) {
        super(text);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** 400. */
    public static ApiException badRequest(String text) {
        return new ApiException(400, text);
    }

    /** 404. */
    public static ApiException notFound(String text) {
        return new ApiException(404, text);
    }

    /** Seconds after which the same request may do better; 0 when it never will. */
    public int retryAfter() {
        return retryAfter;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
