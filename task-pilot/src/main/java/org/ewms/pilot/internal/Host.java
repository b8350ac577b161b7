package org.ewms.pilot.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine this is. */
public final class Host {
    private Host() {}

    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }
}
