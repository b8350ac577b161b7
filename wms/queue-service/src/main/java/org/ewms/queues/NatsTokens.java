package org.ewms.queues;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.nats.NatsRights;
import org.ewms.queues.internal.FollowedKey;

/**
 * Signs user JWTs of a NATS account, each good for one queue, with a signing key of that account. Who has such a token needs nothing beside
 * it, as is usual of bearer tokens; it is shown to no other user of the account, who all listen to places of their own.
 *
 * <p>The file with the key's seed may be replaced at any time by that of another signing key which the account names too.
 */
public final class NatsTokens implements TokenIssuer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ACCESS = "ewms-access:";
    private static final String ADMINISTRATOR = "ewms-queue-service";

    private final String account;
    private final FollowedKey<NKey> keys;
    private final TokenOptions options;
    private final Clock clock;
    private final SecureRandom random;

    private NatsTokens(String account, FollowedKey<NKey> keys, TokenOptions options, Clock clock, SecureRandom random) {
        this.account = account;
        this.keys = keys;
        this.options = options;
        this.clock = clock;
        this.random = random;
    }

    /**
     * For this account.
     *
     * @param account public key, {@code A…}
     * @param seed file with the seed of a signing key, {@code SA…}; may come later
     * @param options life and rights; the rest is not NATS'
     * @throws IllegalArgumentException when that is no account
     */
    public static NatsTokens with(String account, Path seed, TokenOptions options, Clock clock, SecureRandom random) {
        if (!NKey.isValidPublicAccountKey(account.toCharArray())) {
            throw new IllegalArgumentException(
                    "BROKER_NATS_ACCOUNT must be the public key of an account, A and 55 more characters, is "
                            + account);
        }
        var keys = new FollowedKey<>(List.of(seed), () -> read(seed), options.life(), clock);
        return new NatsTokens(account, keys, options, clock, random);
    }

    private static NKey read(Path seed) throws IOException {
        NKey key = NKey.fromSeed(Files.readString(seed).strip().toCharArray());
        if (key.getType() != NKey.Type.ACCOUNT) {
            throw new IllegalArgumentException("it is the seed of another kind of key than an account's");
        }
        return key;
    }

    @Override
    public String issue(String queueId, Access wanted) {
        Access access = options.compatible() ? Access.COMPATIBLE : wanted;
        return issue(
                queueId,
                user -> new JwtUtils.UserClaim(account)
                        .tags(ACCESS + access.name().toLowerCase(Locale.ROOT))
                        .pub(new JwtUtils.Permission()
                                .allow(rights(queueId, access).publish().toArray(String[]::new)))
                        .sub(new JwtUtils.Permission().allow(NatsRights.inbox(user) + ".>")));
    }

    /** Our own, for making queues, fresh at each connect. */
    public Credential administrator() {
        return Credential.ofToken(() -> issue(ADMINISTRATOR, user -> new JwtUtils.UserClaim(account)));
    }

    private interface Claim {
        JwtUtils.UserClaim of(String user);
    }

    private String issue(String name, Claim claim) {
        try {
            String user = new String(NKey.createUser(random).getPublicKey());
            return JwtUtils.issueUserJWT(
                    keys.current(),
                    user,
                    name,
                    options.life(),
                    clock.instant().getEpochSecond(),
                    claim.of(user).bearerToken(true));
        } catch (IOException | GeneralSecurityException e) {
            throw new QueueServiceException("cannot sign a queue token: " + e.getMessage(), e);
        }
    }

    private static NatsRights rights(String queueId, Access access) {
        return switch (access) {
            case CONSUME -> NatsRights.consuming(queueId);
            case PUBLISH -> NatsRights.publishing(queueId);
            case BOTH -> NatsRights.consuming(queueId).and(NatsRights.publishing(queueId));
            case COMPATIBLE -> rights(queueId, Access.BOTH).and(NatsRights.declaring(queueId));
        };
    }

    @Override
    public Optional<Grant> grant(String credential) {
        String[] parts = credential.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = JSON.readTree(JwtUtils.getClaimBody(credential));
            if (!isOurs(claims) || !isSigned(parts, claims.path("iss").asText())) {
                return Optional.empty();
            }
            for (JsonNode tag : claims.path("nats").path("tags")) {
                if (tag.asText().startsWith(ACCESS)) {
                    return Optional.of(new Grant(
                            claims.path("name").asText(),
                            Access.valueOf(
                                    tag.asText().substring(ACCESS.length()).toUpperCase(Locale.ROOT)),
                            Instant.ofEpochSecond(claims.path("iat").asLong())));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(JsonNode claims) {
        return account.equals(claims.path("nats").path("issuer_account").asText())
                && clock.instant()
                        .isBefore(Instant.ofEpochSecond(claims.path("exp").asLong()));
    }

    private boolean isSigned(String[] parts, String issuer) throws GeneralSecurityException, IOException {
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(UTF_8);
        for (NKey key : keys.all()) {
            if (new String(key.getPublicKey()).equals(issuer)) {
                return key.verify(signed, Base64.getUrlDecoder().decode(parts[2]));
            }
        }
        return false;
    }

    @Override
    public Optional<Instant> end(Instant issuedAt) {
        return Optional.of(issuedAt.plus(options.life()));
    }

    /** None: NATS has them from the account's own JWT. */
    @Override
    public Map<String, Object> publicKeys() {
        return Map.of("keys", List.of());
    }
}
