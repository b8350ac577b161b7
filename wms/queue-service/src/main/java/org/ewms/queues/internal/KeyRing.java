package org.ewms.queues.internal;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.queues.KeyFiles;
import org.ewms.queues.QueueServiceException;
import org.jspecify.annotations.Nullable;

/** The RSA key pair in use, and the earlier ones whose tokens may still be valid. */
public final class KeyRing {
    private final FollowedKey<Pair> keys;

    /**
     * Keys that belong together.
     *
     * @param id SHA-512 of the public key's PEM, in hex
     */
    public record Pair(String id, RSAPublicKey publicKey, RSAPrivateKey privateKey) {
        /** The same public key is the same pair. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair pair && pair.id.equals(id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return "Pair[" + id + "]";
        }
    }

    public KeyRing(KeyFiles files, Duration tokenLife, Clock clock) {
        keys = new FollowedKey<>(List.of(files.publicKey(), files.privateKey()), () -> load(files), tokenLife, clock);
    }

    /**
     * The pair as the files have it now.
     *
     * @throws QueueServiceException naming the file that cannot be read
     */
    public Pair current() {
        return keys.current();
    }

    /** The public keys, the one in use first. */
    public Map<String, Object> published() {
        return new JWKSet(keys.all().stream().map(KeyRing::jwk).toList()).toJSONObject();
    }

    /** The public key with this id, if it is among those published. */
    public Optional<RSAPublicKey> published(@Nullable String id) {
        return keys.all().stream()
                .filter(each -> each.id().equals(id))
                .map(Pair::publicKey)
                .findFirst();
    }

    private static com.nimbusds.jose.jwk.JWK jwk(Pair pair) {
        return new RSAKey.Builder(pair.publicKey())
                .keyID(pair.id())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build();
    }

    private static Pair load(KeyFiles files) throws IOException, GeneralSecurityException {
        byte[] publicPem = Files.readAllBytes(files.publicKey());
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        return new Pair(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(publicPem)),
                (RSAPublicKey) rsa.generatePublic(
                        new X509EncodedKeySpec(der(new String(publicPem, StandardCharsets.US_ASCII)))),
                (RSAPrivateKey)
                        rsa.generatePrivate(new PKCS8EncodedKeySpec(der(Files.readString(files.privateKey())))));
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
