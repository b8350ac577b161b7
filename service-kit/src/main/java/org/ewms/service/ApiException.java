package org.ewms.service;

/** Ends a request with an error; its text is the body's and the reason phrase. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int retryAfter;
    private final boolean unauthenticated;

    public ApiException(int status, String text) {
        this(status, text, status == 503 ? 5 : 0);
    }

    /** @param retryAfter seconds after which the same request may do better; 0 when it never will */
    public ApiException(int status, String text, int retryAfter) {
        this(status, text, retryAfter, false);
    }

    private ApiException(int status, String text, int retryAfter, boolean unauthenticated) {
        super(text);
        this.status = status;
        this.retryAfter = retryAfter;
        this.unauthenticated = unauthenticated;
    }

    /** 400. */
    public static ApiException badRequest(String text) {
        return new ApiException(400, text);
    }

    /** 403 to who has shown no token, or none that is taken: the Python services' answer, where others say 401. */
    public static ApiException unauthenticated() {
        return new ApiException(403, "authentication failed", 0, true);
    }

    /** 404. */
    public static ApiException notFound(String text) {
        return new ApiException(404, text);
    }

    /** Seconds after which the same request may do better; 0 when it never will. */
    public int retryAfter() {
        return retryAfter;
    }

    /** Whether another token would do better. */
    boolean isUnauthenticated() {
        return unauthenticated;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
