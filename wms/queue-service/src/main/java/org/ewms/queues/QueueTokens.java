package org.ewms.queues;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.MessageBroker;
import org.ewms.queues.internal.KeyRing;

/** Signs the tokens with which a broker lets somebody at one queue. */
public final class QueueTokens implements TokenIssuer {
    private static final String QUEUE = "ewms_queue";
    private static final String ACCESS = "ewms_access";

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
    public String issue(String queueId, Access wanted) {
        Access access = options.compatible() ? Access.COMPATIBLE : wanted;
        KeyRing.Pair pair = keys.current();
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(options.issuer())
                .subject(options.user())
                .audience(options.resourceServerId())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(options.life())))
                .claim("authorization_details", details(queueId, access))
                .claim("scope", scopes(queueId, access))
                .claim(QUEUE, queueId)
                .claim(ACCESS, access.name());
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(pair.id()).build(), claims.build());
        try {
            token.sign(new RSASSASigner(pair.privateKey()));
        } catch (JOSEException e) {
            throw new QueueServiceException("cannot sign a queue token: " + e.getMessage(), e);
        }
        return token.serialize();
    }

    @Override
    public Optional<Grant> grant(String credential) {
        try {
            SignedJWT token = SignedJWT.parse(credential);
            Optional<RSAPublicKey> key = keys.published(token.getHeader().getKeyID());
            if (key.isEmpty() || !token.verify(new RSASSAVerifier(key.get()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (!options.issuer().equals(claims.getIssuer())
                    || !clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
                return Optional.empty();
            }
            return Optional.of(new Grant(
                    claims.getStringClaim(QUEUE),
                    Access.valueOf(claims.getStringClaim(ACCESS)),
                    claims.getIssueTime().toInstant()));
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> end(Instant issuedAt) {
        return Optional.of(issuedAt.plus(options.life()));
    }

    @Override
    public Map<String, Object> publicKeys() {
        return keys.published();
    }

    /**
     * RabbitMQ's rich authorization details. Whoever publishes does so through the default exchange. Whoever consumes may put what it
     * cannot do among the dead letters of this queue, which have an exchange for that.
     */
    private List<Map<String, Object>> details(String queueId, Access access) {
        String cluster = "cluster:" + options.resourceServerId();
        List<Map<String, Object>> details = new ArrayList<>();
        details.add(right(cluster + "/queue:" + queueId, access.actions()));
        exchanges(queueId, access).forEach(each -> details.add(right(cluster + "/exchange:" + each, List.of("write"))));
        return details;
    }

    /** The same for a RabbitMQ before 3.12, which knows no details. */
    private List<String> scopes(String queueId, Access access) {
        String server = options.resourceServerId() + ".";
        List<String> scopes = new ArrayList<>();
        access.actions().forEach(action -> scopes.add(server + action + ":*/" + queueId));
        exchanges(queueId, access).forEach(each -> scopes.add(server + "write:*/" + each));
        return scopes;
    }

    private static List<String> exchanges(String queueId, Access access) {
        return access.publishes() ? List.of("amq.default") : List.of(MessageBroker.deadLetterQueue(queueId));
    }

    private Map<String, Object> right(String location, List<String> actions) {
        return Map.of("type", options.resourceServerType(), "locations", List.of(location), "actions", actions);
    }
}
