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
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.embedded.Guests;
import org.ewms.queues.internal.KeyRing;

/** Signs the tokens with which a broker lets somebody at one queue. */
public final class QueueTokens implements TokenIssuer {
    private static final String QUEUE = "ewms_queue";
    private static final String ACCESS = "ewms_access";

    private final TokenOptions options;
    private final KeyRing keys;
    private final Clock clock;
    private final Wording wording;

    /** How a kind of broker is told what a token is good for. */
    private interface Wording {
        void tell(JWTClaimsSet.Builder claims, String queueId, Access access);
    }

    private QueueTokens(TokenOptions options, KeyFiles files, Clock clock, Wording wording) {
        this.options = options;
        this.keys = new KeyRing(files, options.life(), clock);
        this.clock = clock;
        this.wording = wording;
    }

    /** For RabbitMQ, with these keys. They are looked at when they are needed: the files may come later, and may be replaced. */
    public static QueueTokens with(TokenOptions options, KeyFiles files, Clock clock) {
        RabbitRights rights = new RabbitRights(options.resourceServerId(), options.resourceServerType());
        return new QueueTokens(options, files, clock, rights::tell);
    }

    /**
     * The same for a broker that keeps what roles may do ({@link BrokerQueues#withRoles}): the subject of a token is a role of its queue.
     *
     * @throws IllegalArgumentException when it is not said for which audience
     */
    public static QueueTokens ofRoles(TokenOptions options, KeyFiles files, Clock clock) {
        if (options.resourceServerId().isEmpty()) {
            throw new IllegalArgumentException(
                    "BROKER_RESOURCE_SERVER_ID must be the audience that the broker wants tokens to be for, is not set");
        }
        return new QueueTokens(
                options, files, clock, (claims, queueId, access) -> claims.subject(QueueRoles.role(queueId, access)));
    }

    /** The same for a broker that asks us what a token is good for ({@link #guests}). */
    public static QueueTokens plain(TokenOptions options, KeyFiles files, Clock clock) {
        return new QueueTokens(options, files, clock, (claims, queueId, access) -> {});
    }

    /** What the embedded broker asks about who shows a token of ours. */
    public Guests guests() {
        return token -> valid(token)
                .flatMap(claims -> granted(claims)
                        .map(grant -> new Guests.Pass(
                                grant.queueId(),
                                grant.access().consumes(),
                                grant.access().publishes(),
                                grant.access() == Access.COMPATIBLE,
                                claims.getExpirationTime().toInstant())));
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
                .claim(QUEUE, queueId)
                .claim(ACCESS, access.name());
        wording.tell(claims, queueId, access);
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
        return valid(credential).flatMap(QueueTokens::granted);
    }

    /** What a token of ours says that has not ended; empty when it is none. */
    private Optional<JWTClaimsSet> valid(String credential) {
        try {
            SignedJWT token = SignedJWT.parse(credential);
            Optional<RSAPublicKey> key = keys.published(token.getHeader().getKeyID());
            if (key.isEmpty() || !token.verify(new RSASSAVerifier(key.get()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            return options.issuer().equals(claims.getIssuer())
                            && clock.instant()
                                    .isBefore(claims.getExpirationTime().toInstant())
                    ? Optional.of(claims)
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static Optional<Grant> granted(JWTClaimsSet claims) {
        try {
            return Optional.of(new Grant(
                    claims.getStringClaim(QUEUE),
                    Access.valueOf(claims.getStringClaim(ACCESS)),
                    claims.getIssueTime().toInstant()));
        } catch (ParseException e) {
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

    @Override
    public Optional<Map<String, Object>> discovery() {
        return Optional.of(Map.of(
                "issuer",
                options.issuer(),
                "jwks_uri",
                options.issuer() + "/.well-known/jwks.json",
                "id_token_signing_alg_values_supported",
                List.of("RS256"),
                "response_types_supported",
                List.of("none"),
                "subject_types_supported",
                List.of("public")));
    }
}
