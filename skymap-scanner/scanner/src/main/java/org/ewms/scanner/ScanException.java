package org.ewms.scanner;

/** A scan cannot start, go on or be resumed; the message says why and what to do, in one line. */
public sealed class ScanException extends RuntimeException permits ScanBusyException {
    private static final long serialVersionUID = 1L;

    public ScanException(String message) {
        super(message);
    }

    public ScanException(String message, Throwable cause) {
        super(message, cause);
    }
}
