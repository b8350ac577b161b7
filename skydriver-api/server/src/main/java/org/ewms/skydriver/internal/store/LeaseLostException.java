package org.ewms.skydriver.internal.store;

/** Somebody else works on the scan by now; what was to be written was not. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LeaseLostException(String message) {
        super(message);
    }

    /** The scan, if whoever has this token works on it, or it is a scanner that is none of ours. */
    public static KeptScan unlessHeld(KeptScan scan, long token) {
        if (token != Results.OUTSIDE && !scan.course().held(token)) {
            throw new LeaseLostException("scan " + scan.id() + " was taken over by another process");
        }
        return scan;
    }
}
