package org.ewms.pilot.internal.container;

/** The image cannot be made ready, or the container engine is not there. */
public final class ContainerSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContainerSetupException(String message, String image) {
        super(message + " for " + image);
    }
}
