package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parity row 4: tokens of an OpenID provider, which is a small one of ours. */
class OpenIdIT {
    private HttpServer provider;
    private Service service;
    private volatile RSAKey key;
    private String issuer = "";

    @BeforeEach
    void start(@TempDir Path directory) throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("first").generate();
        provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
        provider.createContext("/", exchange -> {
            String body = exchange.getRequestURI().getPath().endsWith("openid-configuration")
                    ? "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + issuer + "/keys\"}"
                    : new JWKSet(key.toPublicJWK()).toString();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        provider.start();
        service = Service.start(directory, Map.of("CI", "", "AUTH_OPENID_URL", issuer, "AUTH_AUDIENCE", "ewms"));
    }

    @AfterEach
    void stop() {
        service.close();
        provider.stop(0);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("someone")
                .audience("ewms")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private String user(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        JWTClaimsSet.Builder user = claims().claim("groups", List.of("/institutions/IceCube/X"));
        return signed(
                JWSAlgorithm.RS256, new RSASSASigner(key), change.apply(user).build());
    }

    private Client.Answer root(String token) {
        return service.client(token).get("/v1/");
    }

    private void refused(String token) {
        Client.Answer answer = root(token);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("authentication failed");
    }

    @Test
    void who_has_the_role_is_let_in() throws JOSEException {
        assertThat(root(user(each -> each)).status()).isEqualTo(200);
        assertThat(root(signed(
                                JWSAlgorithm.RS512,
                                new RSASSASigner(key),
                                claims().claim("ewms_role", "user").build()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void who_has_another_role_is_told_so() throws JOSEException {
        String tms = signed(
                JWSAlgorithm.RS256,
                new RSASSASigner(key),
                claims().claim("ewms_role", "system-tms").build());
        assertThat(root(tms).error()).isEqualTo("authorization failed");
        assertThat(service.client(tms)
                        .post("/v1/tms/condor-rm/taskforces/TF-none", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(service.client(user(each -> each))
                        .post("/v1/tms/condor-rm/taskforces/TF-none", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void who_is_not_let_in_is_told_where_to_log_in() {
        Client client = service.client();
        String place = client.base() + "/.well-known/oauth-protected-resource";
        assertThat(client.get("/v1/").headers().get("WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + place + "\"");
        JsonNode told = client.get("/.well-known/oauth-protected-resource").ok();
        assertThat(told.path("resource").asText()).isEqualTo(client.base());
        assertThat(told.path("authorization_servers")).hasSize(1);
        assertThat(told.at("/authorization_servers/0").asText()).isEqualTo(issuer);
    }

    @Test
    void nobody_is_let_in_without_a_token_or_with_one_that_is_none() {
        assertThat(service.client().get("/v1/").error()).isEqualTo("authentication failed");
        refused("nonsense");
    }

    @Test
    void a_token_for_others_or_of_others_or_of_another_time_is_refused() throws JOSEException {
        refused(user(each -> each.audience("others")));
        refused(user(each -> each.issuer("http://others")));
        refused(user(each -> each.expirationTime(Date.from(Instant.now().minusSeconds(90)))));
        refused(user(each -> each.expirationTime(null)));
        refused(user(each -> each.issueTime(null)));
        refused(user(each -> each.notBeforeTime(Date.from(Instant.now().plusSeconds(90)))));
        assertThat(root(user(each -> each.expirationTime(Date.from(Instant.now().minusSeconds(20)))))
                        .status())
                .as("clocks differ")
                .isEqualTo(200);
    }

    @Test
    void a_token_signed_with_something_else_is_refused() throws JOSEException {
        JWTClaimsSet claims = claims().claim("ewms_role", "user").build();
        refused(new PlainJWT(claims).serialize());
        refused(signed(JWSAlgorithm.HS256, new MACSigner(key.toRSAPublicKey().getEncoded()), claims));
        refused(signed(JWSAlgorithm.RS256, new RSASSASigner(new RSAKeyGenerator(2048).generate()), claims));
    }

    @Test
    void new_keys_of_the_provider_are_learned_when_a_token_names_them() throws JOSEException {
        String old = user(each -> each);
        assertThat(root(old).status()).isEqualTo(200);
        key = new RSAKeyGenerator(2048).keyID("second").generate();
        assertThat(root(user(each -> each)).status()).isEqualTo(200);
        refused(old);
    }

    private Client named(String subject, String... groups) throws JOSEException {
        List<String> all = new java.util.ArrayList<>(List.of(groups));
        all.add("/institutions/IceCube/X");
        return service.client(user(each -> each.subject(subject).claim("groups", all)));
    }

    private static String query(String filter) {
        return "{\"query\": " + filter + "}";
    }

    @Test
    void a_workflow_is_its_owner_s_until_it_is_shared() throws JOSEException {
        Client owner = named("ada");
        Client other = named("bob", "/groups/realtime");
        var reply = owner.submit(Client.request("osg"));
        String id = reply.at("/workflow/workflow_id").asText();
        String task = reply.at("/task_directives/0/task_id").asText();
        String uuid = reply.at("/taskforces/0/taskforce_uuid").asText();
        for (String path : List.of(
                "/v1/workflows/" + id,
                "/v1/workflows/" + id + "/events",
                "/v1/workflows/" + id + "/explain",
                "/v1/task-directives/" + task,
                "/v1/taskforces/" + uuid,
                "/v1/mqs/workflows/" + id + "/mq-profiles/public",
                "/v1/mqs/workflows/" + id + "/queues")) {
            assertThat(other.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(other.post("/v1/workflows/" + id + "/actions/abort", "{}").status())
                .isEqualTo(403);
        assertThat(other.post("/v1/query/workflows", query("{}")).ok().path("workflows"))
                .isEmpty();
        assertThat(other.post("/v1/query/taskforces", query("{}")).ok().path("taskforces"))
                .isEmpty();
        assertThat(owner.post("/v1/query/taskforces", query("{}")).ok().path("taskforces"))
                .hasSize(1);

        String share = "/v1/workflows/" + id + "/actions/share";
        String body = "{\"readers\": [\"/groups/realtime\"], \"editors\": []}";
        assertThat(other.post(share, body).status()).isEqualTo(403);
        assertThat(owner.post(share, body).ok().path("owner").asText()).isEqualTo("ada");
        assertThat(other.get("/v1/workflows/" + id).status()).isEqualTo(200);
        assertThat(other.post("/v1/query/taskforces", query("{}")).ok().path("taskforces"))
                .hasSize(1);
        assertThat(other.post("/v1/workflows/" + id + "/actions/abort", "{}").status())
                .isEqualTo(403);
        owner.post(share, "{\"readers\": [], \"editors\": [\"bob\"]}").ok();
        assertThat(other.post("/v1/workflows/" + id + "/actions/abort", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void an_administrator_and_a_service_see_everybody_s_workflows() throws JOSEException {
        named("ada").submit(Client.request("osg"));
        for (String role : List.of("admin", "system-tms")) {
            String token = signed(
                    JWSAlgorithm.RS256,
                    new RSASSASigner(key),
                    claims().claim("ewms_role", role).build());
            assertThat(service.client(token)
                            .post("/v1/query/taskforces", query("{}"))
                            .ok()
                            .path("taskforces"))
                    .hasSize(1);
        }
    }

    @Test
    void attributes_and_openness_can_be_configured(@TempDir Path directory) throws JOSEException {
        Map<String, String> environment =
                Map.of("CI", "", "AUTH_OPENID_URL", issuer, "EWMS_AUTH", "open", "EWMS_ROLES", "user:team=blue|red");
        try (Service open = Service.start(directory.resolve("open"), environment)) {
            String blue = signed(
                    JWSAlgorithm.RS256,
                    new RSASSASigner(key),
                    claims().subject("ada").claim("team", "blue").build());
            String red = signed(
                    JWSAlgorithm.RS256,
                    new RSASSASigner(key),
                    claims().subject("bob").claim("team", "red").build());
            String id = open.client(blue)
                    .submit(Client.request("osg"))
                    .at("/workflow/workflow_id")
                    .asText();
            assertThat(open.client(red).get("/v1/workflows/" + id).status()).isEqualTo(200);
            assertThat(open.client(user(each -> each)).get("/v1/").status()).isEqualTo(403);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Service.start(
                        directory.resolve("bad"),
                        Map.of("CI", "", "AUTH_OPENID_URL", issuer, "EWMS_ROLES", "boss:team=blue")))
                .withMessageContaining("EWMS_ROLES");
    }

    @Test
    void without_authentication_only_this_machine_may_reach_it() {
        for (Map<String, String> environment : List.of(
                Map.of("REST_HOST", "0.0.0.0"),
                Map.of("REST_HOST", "0.0.0.0", "CI", "true", "AUTH_OPENID_URL", issuer))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WmsOptions.from(environment))
                    .withMessageContaining("127.0.0.1");
        }
    }
}
