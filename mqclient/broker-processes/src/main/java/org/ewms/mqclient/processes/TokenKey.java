package org.ewms.mqclient.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs JSON web tokens with a key of its own, by HMAC with SHA-256 as RFC 7515 has it. */
final class TokenKey {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key = new byte[32];

    TokenKey() {
        new SecureRandom().nextBytes(key);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(key);
    }

    String token(String subject, Instant expiry) {
        String head = encode("{\"alg\":\"HS256\"}") + "."
                + encode("{\"sub\":\"" + subject + "\",\"exp\":" + expiry.getEpochSecond() + "}");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return head + "." + URL.encodeToString(mac.doFinal(head.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC with SHA-256", e);
        }
    }

    private static String encode(String json) {
        return URL.encodeToString(json.getBytes(UTF_8));
    }
}
