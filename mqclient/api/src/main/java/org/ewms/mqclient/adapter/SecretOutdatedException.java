package org.ewms.mqclient.adapter;

import java.io.IOException;

/**
 * A broker that took our secret before does not take it now. It may be just being renewed, so it is worth trying again until the deadline;
 * if it was revoked, the deadline ends that.
 */
public final class SecretOutdatedException extends IOException {
    private static final long serialVersionUID = 1L;

    public SecretOutdatedException(String address, Throwable cause) {
        super(address + " does not accept the credential any more: " + cause.getMessage(), cause);
    }

    /** Whether that is what is behind an error. */
    public static boolean isBehind(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SecretOutdatedException) {
                return true;
            }
        }
        return false;
    }
}
