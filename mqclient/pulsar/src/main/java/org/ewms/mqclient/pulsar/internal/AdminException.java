package org.ewms.mqclient.pulsar.internal;

import java.io.IOException;

/** The administration interface answered with an error. */
final class AdminException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP */
    AdminException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Whether it is one to whom something is not allowed. */
    boolean isDenial() {
        return status == 401 || status == 403;
    }
}
