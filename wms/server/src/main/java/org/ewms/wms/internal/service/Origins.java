package org.ewms.wms.internal.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.workflow.Terms;

/** Tells a request that comes again from another one. */
final class Origins {
    private static final int LONGEST = 255;

    private Origins() {}

    /** @throws ApiException 400 when it is no key */
    static Terms.Origin of(Call call, String key) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw ApiException.badRequest("Idempotency-Key must have 1 to " + LONGEST + " characters");
        }
        String subject = call.caller().subject();
        return new Terms.Origin(
                (subject == null ? "" : subject) + " " + key, digest(call.body().toString()));
    }

    private static String digest(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
