package org.ewms.mqclient.embedded;

import java.time.Instant;
import java.util.Optional;

/** Whom a broker lets in beside its owner: who shows a secret that somebody vouches for, to one queue, until it ends. */
@FunctionalInterface
public interface Guests {
    /** Nobody. */
    Guests NONE = secret -> Optional.empty();

    /** What the holder of a secret may do; empty when nobody vouches for it. Asked once for each secret, while that is in use. */
    Optional<Pass> pass(String secret);

    /**
     * What a guest may do with one queue.
     *
     * @param consumes take its messages, give them back, put them among its dead letters
     * @param publishes put messages in
     * @param buries take its dead letters too
     * @param until when the guest is cut off, unless it has come with another secret
     */
    record Pass(String queue, boolean consumes, boolean publishes, boolean buries, Instant until) {}
}
