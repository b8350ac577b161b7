package org.ewms.reco;

/** The event or an option does not suit the algorithm; the message says which and what would. */
public final class RecoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecoException(String message) {
        super(message);
    }
}
