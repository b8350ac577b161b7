package org.ewms.mqclient.nats.internal;

import io.nats.client.AuthHandler;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import io.nats.client.support.JwtUtils;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ewms.mqclient.nats.NatsRights;

/**
 * A NATS user JWT that needs no signature beside it: who has it, has its rights.
 *
 * @param jwt as it is shown to the server
 * @param user public key
 */
record UserToken(String jwt, String user) implements AuthHandler {
    private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    /** Empty when the secret is something else, for instance a token of the server's configuration. */
    static Optional<UserToken> of(String secret) {
        if (!JWT.matcher(secret).matches()) {
            return Optional.empty();
        }
        try {
            JsonValue claims = JsonParser.parse(JwtUtils.getClaimBody(secret));
            JsonValue nats = JsonValueUtils.readObject(claims, "nats");
            String user = JsonValueUtils.readString(claims, "sub");
            return user != null && "user".equals(JsonValueUtils.readString(nats, "type"))
                    ? Optional.of(new UserToken(secret, user))
                    : Optional.empty();
        } catch (JsonParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where its holder may listen. */
    String inbox() {
        return NatsRights.inbox(user);
    }

    @Override
    public byte[] sign(byte[] nonce) {
        return new byte[0];
    }

    @Override
    public char[] getID() {
        return user.toCharArray();
    }

    @Override
    public char[] getJWT() {
        return jwt.toCharArray();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "UserToken[" + user + "]";
    }
}
