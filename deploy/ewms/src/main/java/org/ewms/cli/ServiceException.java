package org.ewms.cli;

/** A service has refused, or is not there. */
final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    ServiceException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
