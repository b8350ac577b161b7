package org.ewms.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTokensTest {
    private static final TokenOptions OPTIONS =
            new TokenOptions("http://here/mqbroker-issuer", "user", Duration.ofDays(1), "ewms", "broker", false);

    private final Hands clock = new Hands();

    /** A clock that is set by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static boolean verifies(String token, Map<String, Object> keys) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        RSAKey key = (RSAKey) JWKSet.parse(keys).getKeyByKeyId(jwt.getHeader().getKeyID());
        return key != null && jwt.verify(new RSASSAVerifier(key));
    }

    private static void replaceKeys(Path directory, KeyFiles files) throws Exception {
        Files.delete(files.publicKey());
        Files.delete(files.privateKey());
        KeyFiles.ownIn(directory);
        Files.setLastModifiedTime(files.publicKey(), FileTime.fromMillis(1));
    }

    @Test
    void a_token_says_whose_it_is_and_which_queue_it_opens(@TempDir Path directory) throws Exception {
        KeyFiles files = KeyFiles.ownIn(directory);
        QueueTokens tokens = QueueTokens.with(OPTIONS, files, clock);
        SignedJWT jwt = SignedJWT.parse(tokens.issue("a0123", Access.COMPATIBLE));
        assertThat(verifies(jwt.serialize(), tokens.publicKeys())).isTrue();
        assertThat(jwt.getHeader().getKeyID())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(files.publicKey()))));
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("http://here/mqbroker-issuer");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("user");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("ewms");
        assertThat(jwt.getJWTClaimsSet().getExpirationTime().toInstant()).isEqualTo(clock.now.plus(Duration.ofDays(1)));
        assertThat(jwt.getJWTClaimsSet().getClaim("authorization_details"))
                .isEqualTo(List.of(
                        Map.of(
                                "type", "broker",
                                "locations", List.of("cluster:ewms/queue:a0123"),
                                "actions", List.of("configure", "read", "write")),
                        Map.of(
                                "type", "broker",
                                "locations", List.of("cluster:ewms/exchange:amq.default"),
                                "actions", List.of("write"))));
    }

    @Test
    void a_consumer_may_read_and_put_dead_letters_aside_a_publisher_may_write_and_no_more(@TempDir Path directory)
            throws Exception {
        QueueTokens tokens = QueueTokens.with(OPTIONS, KeyFiles.ownIn(directory), clock);
        SignedJWT consumer = SignedJWT.parse(tokens.issue("q", Access.CONSUME));
        assertThat(consumer.getJWTClaimsSet().getStringListClaim("scope"))
                .containsExactly("ewms.read:*/q", "ewms.write:*/q.dlq");
        assertThat(consumer.getJWTClaimsSet().getClaim("authorization_details"))
                .isEqualTo(List.of(
                        Map.of(
                                "type", "broker",
                                "locations", List.of("cluster:ewms/queue:q"),
                                "actions", List.of("read")),
                        Map.of(
                                "type", "broker",
                                "locations", List.of("cluster:ewms/exchange:q.dlq"),
                                "actions", List.of("write"))));
        SignedJWT publisher = SignedJWT.parse(tokens.issue("q", Access.PUBLISH));
        assertThat(publisher.getJWTClaimsSet().getStringListClaim("scope"))
                .containsExactly("ewms.write:*/q", "ewms.write:*/amq.default");
        assertThat(publisher.getJWTClaimsSet().getClaim("authorization_details").toString())
                .doesNotContain("read")
                .doesNotContain("configure");
    }

    @Test
    void where_it_is_configured_so_every_token_lets_its_holder_do_everything(@TempDir Path directory) throws Exception {
        TokenOptions compatible =
                new TokenOptions("http://here/mqbroker-issuer", "user", Duration.ofDays(1), "ewms", "broker", true);
        QueueTokens tokens = QueueTokens.with(compatible, KeyFiles.ownIn(directory), clock);
        assertThat(tokens.grant(tokens.issue("q", Access.CONSUME)))
                .hasValueSatisfying(grant -> assertThat(grant.access()).isEqualTo(Access.COMPATIBLE));
    }

    @Test
    void a_token_tells_what_it_grants_until_it_ends(@TempDir Path directory) {
        QueueTokens tokens = QueueTokens.with(OPTIONS, KeyFiles.ownIn(directory), clock);
        String token = tokens.issue("q", Access.PUBLISH);
        assertThat(tokens.grant(token)).hasValue(new TokenIssuer.Grant("q", Access.PUBLISH, clock.now));
        assertThat(tokens.grant(token.substring(0, token.length() - 6) + "AAAAAA"))
                .isEmpty();
        assertThat(tokens.grant("nonsense")).isEmpty();
        clock.now = clock.now.plus(Duration.ofDays(1));
        assertThat(tokens.grant(token)).isEmpty();
    }

    @Test
    void replaced_keys_are_used_at_once_and_the_old_ones_published_until_their_tokens_end(@TempDir Path directory)
            throws Exception {
        KeyFiles files = KeyFiles.ownIn(directory);
        QueueTokens tokens = QueueTokens.with(OPTIONS, files, clock);
        String old = tokens.issue("q", Access.CONSUME);
        replaceKeys(directory, files);
        String fresh = tokens.issue("q", Access.CONSUME);
        assertThat(verifies(old, tokens.publicKeys())).isTrue();
        assertThat(verifies(fresh, tokens.publicKeys())).isTrue();
        clock.now = clock.now.plus(Duration.ofDays(1));
        assertThat(verifies(old, tokens.publicKeys())).isFalse();
        assertThat(verifies(fresh, tokens.publicKeys())).isTrue();
    }

    @Test
    void the_key_files_may_come_later(@TempDir Path directory) throws Exception {
        KeyFiles files = new KeyFiles(directory.resolve("queue-key.pub.pem"), directory.resolve("queue-key.pem"));
        QueueTokens tokens = QueueTokens.with(OPTIONS, files, clock);
        assertThatExceptionOfType(QueueServiceException.class)
                .isThrownBy(() -> tokens.issue("q", Access.CONSUME))
                .withMessageContaining("queue-key.pub.pem");
        KeyFiles.ownIn(directory);
        assertThat(verifies(tokens.issue("q", Access.CONSUME), tokens.publicKeys()))
                .isTrue();
    }

    @Test
    void only_the_owner_may_read_the_private_key(@TempDir Path directory) throws Exception {
        assertThat(Files.getPosixFilePermissions(KeyFiles.ownIn(directory).privateKey()))
                .containsExactlyInAnyOrderElementsOf(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
}
