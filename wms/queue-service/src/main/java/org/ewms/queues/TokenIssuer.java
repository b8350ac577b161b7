package org.ewms.queues;

import java.util.List;
import java.util.Map;
import org.ewms.mqclient.Credential;

/** Issues what lets somebody at a queue. */
public interface TokenIssuer {
    /**
     * A credential for one queue.
     *
     * @throws QueueServiceException when it cannot be made
     */
    String issue(String queueId);

    /** The public keys with which a broker checks them, as a JSON Web Key Set. */
    Map<String, Object> publicKeys();

    /** The broker's own secret for everybody: for a broker that knows no other. */
    static TokenIssuer shared(Credential secret) {
        return new TokenIssuer() {
            @Override
            public String issue(String queueId) {
                return secret.secret();
            }

            @Override
            public Map<String, Object> publicKeys() {
                return Map.of("keys", List.of());
            }
        };
    }
}
