package org.ewms.queues.internal;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ewms.queues.KeyFiles;
import org.ewms.queues.QueueServiceException;
import org.jspecify.annotations.Nullable;

/** The key pair in use, and the earlier ones whose tokens may still be valid. A file that has changed is read at the next use. */
public final class KeyRing {
    private final KeyFiles files;
    private final Duration tokenLife;
    private final Clock clock;
    private final List<Retired> retired = new ArrayList<>();
    private @Nullable Pair current;
    private @Nullable List<FileTime> read;

    /**
     * Keys that belong together.
     *
     * @param id SHA-512 of the public key's PEM, in hex
     */
    public record Pair(String id, RSAPublicKey publicKey, RSAPrivateKey privateKey) {
        @Override
        public String toString() {
            return "Pair[" + id + "]";
        }
    }

    private record Retired(Pair pair, Instant until) {}

    public KeyRing(KeyFiles files, Duration tokenLife, Clock clock) {
        this.files = files;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    /**
     * The pair as the files have it now.
     *
     * @throws QueueServiceException naming the file that cannot be read
     */
    public synchronized Pair current() {
        try {
            List<FileTime> times = List.of(
                    Files.getLastModifiedTime(files.publicKey()), Files.getLastModifiedTime(files.privateKey()));
            if (current == null || !times.equals(read)) {
                Pair next = load();
                if (current != null && !current.id().equals(next.id())) {
                    retired.add(new Retired(current, clock.instant().plus(tokenLife)));
                }
                current = next;
                read = times;
            }
            return current;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new QueueServiceException(
                    "cannot read the queue keys " + files.publicKey() + ", " + files.privateKey() + ": " + e, e);
        }
    }

    /** The public keys, the one in use first. */
    public synchronized Map<String, Object> published() {
        List<Pair> pairs = new ArrayList<>(List.of(current()));
        retired.removeIf(each -> !clock.instant().isBefore(each.until()));
        retired.forEach(each -> pairs.add(each.pair()));
        return new JWKSet(pairs.stream().map(KeyRing::jwk).toList()).toJSONObject();
    }

    /** The public key with this id, if it is among those published. */
    public synchronized Optional<RSAPublicKey> published(@Nullable String id) {
        Pair now = current();
        return Stream.concat(
                        Stream.of(now),
                        retired.stream()
                                .filter(each -> clock.instant().isBefore(each.until()))
                                .map(Retired::pair))
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

    private Pair load() throws IOException, GeneralSecurityException {
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
