package org.ewms.wms.internal.http;

/** Ends a request with an error; its text is the body's and the reason phrase. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    public ApiException(int status, String text) {
        super(text);
        this.status = status;
    }

    public static ApiException badRequest(String text) {
        return new ApiException(400, text);
    }

    public static ApiException notFound(String text) {
        return new ApiException(404, text);
    }

    public int status() {
        return status;
    }
}
