package org.ewms.queues;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.Credential;

/** Issues what lets somebody at a queue. */
public interface TokenIssuer {
    /**
     * What a credential of ours says.
     *
     * @param issuedAt to the second
     */
    record Grant(String queueId, Access access, Instant issuedAt) {}

    /**
     * A credential for one queue.
     *
     * @throws QueueServiceException when it cannot be made
     */
    String issue(String queueId, Access access);

    /** What the credential grants; empty when it is not one of ours, or no longer valid. */
    Optional<Grant> grant(String credential);

    /** When a credential issued at that time ends; empty when it does not. */
    Optional<Instant> end(Instant issuedAt);

    /** The public keys with which a broker checks them, as a JSON Web Key Set. */
    Map<String, Object> publicKeys();

    /** Who issues them and where the keys are, in the words of an OpenID provider; empty where no broker asks. */
    default Optional<Map<String, Object>> discovery() {
        return Optional.empty();
    }

    /** The broker's own secret for everybody, which does not end: for a broker that knows no other. */
    static TokenIssuer shared(Credential secret) {
        return new TokenIssuer() {
            @Override
            public String issue(String queueId, Access access) {
                return secret.secret();
            }

            @Override
            public Optional<Grant> grant(String credential) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> end(Instant issuedAt) {
                return Optional.empty();
            }

            @Override
            public Map<String, Object> publicKeys() {
                return Map.of("keys", List.of());
            }
        };
    }
}
