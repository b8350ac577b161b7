package org.ewms.scanner;

/** Another process runs the scan of this directory, or has not let go of it yet. */
public final class ScanBusyException extends ScanException {
    private static final long serialVersionUID = 1L;

    public ScanBusyException(String message) {
        super(message);
    }
}
