package org.ewms.batch;

/** The batch system understood and refused; the same would be refused again. */
public final class BatchRefusedException extends BatchException {
    private static final long serialVersionUID = 1;

    public BatchRefusedException(String message) {
        super(message);
    }
}
