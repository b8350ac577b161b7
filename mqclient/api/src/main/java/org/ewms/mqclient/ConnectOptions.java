package org.ewms.mqclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a broker.
 *
 * @param credential who we are; null when the address says enough (for instance a broker that needs none)
 * @param deadline how long one administrative call (declare, depth, peek, ...) and the first connect may take, reconnects included
 */
public record ConnectOptions(@Nullable Credential credential, Duration deadline) {
    public ConnectOptions {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive, is " + deadline);
        }
    }

    /** No credential, 30 s. */
    public static ConnectOptions defaults() {
        return new ConnectOptions(null, Duration.ofSeconds(30));
    }

    public ConnectOptions withCredential(Credential value) {
        return new ConnectOptions(value, deadline);
    }

    public ConnectOptions withDeadline(Duration value) {
        return new ConnectOptions(credential, value);
    }
}
