package org.ewms.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A small OpenID provider with the device flow of RFC 8628. Refresh tokens are good for one use; access tokens end after a second. */
final class DeviceProvider implements AutoCloseable {
    static final String CODE = "WDJB-MJHT";

    private final HttpServer server;
    private final RSAKey key;
    private final AtomicBoolean confirmed = new AtomicBoolean();
    private final AtomicBoolean denied = new AtomicBoolean();
    private final AtomicBoolean revoked = new AtomicBoolean();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();

    DeviceProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token",
                 "authorization_endpoint": "%1$s/authorize", "device_authorization_endpoint": "%1$s/device",
                 "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer())));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/device", exchange -> answer(exchange, 200, """
                {"device_code": "d", "user_code": "%s", "verification_uri": "%s/confirm", "expires_in": 300,
                 "interval": 1}""".formatted(CODE, issuer())));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As a person does in a browser. */
    void confirm() {
        confirmed.set(true);
    }

    void deny() {
        denied.set(true);
    }

    /** Ends all logins. */
    void revoke() {
        revoked.set(true);
    }

    int polls() {
        return polls.get();
    }

    int renewals() {
        return renewals.get();
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (form.contains("grant_type=refresh_token")) {
            boolean current = form.contains("refresh_token=r" + renewals.get() + "&")
                    || form.endsWith("refresh_token=r" + renewals.get());
            if (revoked.get() || !current) {
                answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
                return;
            }
            renewals.incrementAndGet();
            answer(exchange, 200, tokens());
        } else {
            polls.incrementAndGet();
            if (denied.get()) {
                answer(exchange, 400, "{\"error\": \"access_denied\", \"error_description\": \"the person said no\"}");
            } else if (confirmed.get()) {
                answer(exchange, 200, tokens());
            } else {
                answer(exchange, 400, "{\"error\": \"authorization_pending\"}");
            }
        }
    }

    private String tokens() {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                    new JWTClaimsSet.Builder()
                            .issuer(issuer())
                            .subject("ada")
                            .audience("ewms")
                            .claim("groups", List.of("/institutions/IceCube/X"))
                            .issueTime(new Date())
                            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                            .build());
            token.sign(new RSASSASigner(key));
            return "{\"access_token\": \"" + token.serialize() + "\", \"token_type\": \"Bearer\", \"expires_in\": 1,"
                    + " \"refresh_token\": \"r" + renewals.get() + "\"}";
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
