package org.ewms.skymap;

/** A sky map or a file of one is not what it should be; the message names the file or field and what is wrong with it. */
public final class SkymapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SkymapException(String message) {
        super(message);
    }

    public SkymapException(String message, Throwable cause) {
        super(message, cause);
    }
}
