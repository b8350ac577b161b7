package org.ewms.queues;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.ewms.queues.internal.KeyRing;

/** Signs the tokens with which a broker lets somebody at one queue. */
public final class QueueTokens implements TokenIssuer {
    private final TokenOptions options;
    private final KeyRing keys;
    private final Clock clock;

    private QueueTokens(TokenOptions options, KeyRing keys, Clock clock) {
        this.options = options;
        this.keys = keys;
        this.clock = clock;
    }

    /** With these keys. They are looked at when they are needed: the files may come later, and may be replaced. */
    public static QueueTokens with(TokenOptions options, KeyFiles files, Clock clock) {
        return new QueueTokens(options, new KeyRing(files, options.life(), clock), clock);
    }

    @Override
    public String issue(String queueId) {
        KeyRing.Pair pair = keys.current();
        Instant now = clock.instant();
        String cluster = "cluster:" + options.resourceServerId();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(options.issuer())
                .subject(options.user())
                .audience(options.resourceServerId())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(options.life())))
                .claim(
                        "authorization_details",
                        List.of(
                                right(cluster + "/queue:" + queueId, List.of("configure", "read", "write")),
                                right(cluster + "/exchange:amq.default", List.of("write"))))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(pair.id()).build(), claims);
        try {
            token.sign(new RSASSASigner(pair.privateKey()));
        } catch (JOSEException e) {
            throw new QueueServiceException("cannot sign a queue token: " + e.getMessage(), e);
        }
        return token.serialize();
    }

    @Override
    public Map<String, Object> publicKeys() {
        return keys.published();
    }

    private Map<String, Object> right(String location, List<String> actions) {
        return Map.of("type", options.resourceServerType(), "locations", List.of(location), "actions", actions);
    }
}
