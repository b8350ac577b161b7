package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Parity row 12: the queue service on the same address. */
class QueueContractIT extends ServiceFixture {
    private static final String RESERVATION = "{\"queue_aliases\": [\"in\", \"out\", \"in\"], \"public\": [\"in\"]}";
    private static final String ACTIVATION = "{\"criteria\": {\"priority\": 70}}";

    private static String path(String id, String rest) {
        return "/v1/mqs/workflows/" + id + rest;
    }

    @Test
    void queues_are_reserved_once_and_not_to_be_used_yet() {
        JsonNode once = client().post(path("WF-a", "/mq-group/reservation"), RESERVATION)
                .ok();
        List<String> fields = new ArrayList<>();
        once.at("/mqprofiles/0").fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "mqid",
                        "workflow_id",
                        "timestamp",
                        "alias",
                        "is_public",
                        "is_activated",
                        "auth_token",
                        "broker_type",
                        "broker_address");
        assertThat(once.path("mqprofiles").findValuesAsText("alias")).containsExactly("in", "out");
        assertThat(once.at("/mqgroup/criteria").isNull()).isTrue();
        assertThat(once.at("/mqprofiles/0/auth_token").isNull()).isTrue();
        assertThat(client().post(path("WF-a", "/mq-group/reservation"), RESERVATION)
                        .ok())
                .isEqualTo(once);
    }

    @Test
    void activation_gives_each_queue_an_address_and_a_token_and_may_be_repeated() {
        client().post(path("WF-b", "/mq-group/reservation"), RESERVATION).ok();
        JsonNode active =
                client().post(path("WF-b", "/mq-group/activation"), ACTIVATION).ok();
        assertThat(active.at("/mqgroup/criteria/priority").asInt()).isEqualTo(70);
        assertThat(active.path("mqprofiles")).hasSize(2).allSatisfy(each -> {
            assertThat(each.path("is_activated").asBoolean()).isTrue();
            assertThat(each.path("broker_type").asText()).isEqualTo("rabbitmq");
            assertThat(each.path("auth_token").asText()).isNotBlank();
        });
        assertThat(client().post(path("WF-b", "/mq-group/activation"), ACTIVATION)
                        .ok()
                        .path("mqprofiles"))
                .hasSize(2);
        assertThat(client().get(path("WF-b", "/mq-group")).ok()).isEqualTo(active.path("mqgroup"));
        JsonNode open = client().get(path("WF-b", "/mq-profiles/public")).ok();
        assertThat(open.path("mqprofiles").findValuesAsText("alias")).containsExactly("in");
        JsonNode one = client().get(
                        "/v1/mqs/mq-profiles/" + active.at("/mqprofiles/1/mqid").asText())
                .ok();
        assertThat(one.path("alias").asText()).isEqualTo("out");
    }

    @Test
    void what_is_not_there_is_named_as_the_clients_expect() {
        assertThat(client().post(path("WF-none", "/mq-group/activation"), ACTIVATION)
                        .error())
                .isEqualTo("No MQProfiles found for workflow id");
        assertThat(client().get(path("WF-none", "/mq-group")).error()).isEqualTo("MQGroup not found");
        assertThat(client().get("/v1/mqs/mq-profiles/none").error()).isEqualTo("MQProfile not found");
        assertThat(client().get(path("WF-none", "/mq-profiles/public")).ok().path("mqprofiles"))
                .isEmpty();
        assertThat(client().post(path("WF-x", "/mq-group/reservation"), "{\"queue_aliases\": [\"a\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(client().post(path("WF-x", "/mq-group/activation"), "{}").status())
                .isEqualTo(400);
    }

    @Test
    void a_token_is_checked_with_the_published_keys_and_opens_its_queue_only() throws Exception {
        client().post(path("WF-c", "/mq-group/reservation"), RESERVATION).ok();
        JsonNode queue = client().post(path("WF-c", "/mq-group/activation"), ACTIVATION)
                .ok()
                .at("/mqprofiles/0");
        SignedJWT token = SignedJWT.parse(queue.path("auth_token").asText());
        JWKSet keys = JWKSet.parse(
                client().get("/mqbroker-issuer/.well-known/jwks.json").ok().toString());
        RSAKey key = (RSAKey) keys.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("http://here/mqbroker-issuer");
        assertThat(token.getJWTClaimsSet().getClaim("authorization_details").toString())
                .contains("cluster:ewms/queue:" + queue.path("mqid").asText());
    }

    @Test
    void a_broker_that_looks_for_an_openid_provider_finds_who_issues_the_tokens() {
        JsonNode told = client().get("/mqbroker-issuer/.well-known/openid-configuration")
                .ok();
        assertThat(told.path("issuer").asText()).isEqualTo("http://here/mqbroker-issuer");
        assertThat(told.path("jwks_uri").asText()).isEqualTo("http://here/mqbroker-issuer/.well-known/jwks.json");
    }

    @Test
    void the_queues_of_a_workflow_are_ready_without_being_asked_for() {
        JsonNode reply = client().submit(request("test-alpha"));
        String id = reply.at("/workflow/workflow_id").asText();
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(client().get(path(id, "/mq-profiles/public"))
                                .ok()
                                .path("mqprofiles"))
                        .hasSize(2)
                        .allSatisfy(each -> assertThat(each.path("is_activated").asBoolean())
                                .isTrue()));
    }

    @Test
    void a_credential_is_renewed_for_its_holder_until_it_is_revoked() {
        client().post(path("WF-r", "/mq-group/reservation"), RESERVATION).ok();
        String token = client().post(path("WF-r", "/mq-group/activation"), ACTIVATION)
                .ok()
                .at("/mqprofiles/0/auth_token")
                .asText();
        Client holder = new Client(client().base(), token, java.util.Map.of());
        assertThat(holder.post("/v1/mqs/actions/renew", "{}").ok().path("alias").asText())
                .isEqualTo("in");
        JsonNode revoked =
                client().post(path("WF-r", "/mq-group/actions/revoke"), "{}").ok();
        assertThat(revoked.path("last_ends").isIntegralNumber()).isTrue();
        Client.Answer refused = holder.post("/v1/mqs/actions/renew", "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers().get("Content-Type")).containsExactly("application/problem+json");
        assertThat(refused.body().path("title").asText()).isEqualTo("Forbidden");
        assertThat(refused.body().path("detail").asText()).contains("revoked");
    }

    @Test
    void where_the_broker_is_not_reached_fillings_are_unknown_and_nothing_can_be_purged_or_redriven() {
        client().post(path("WF-p", "/mq-group/reservation"), RESERVATION).ok();
        client().post(path("WF-p", "/mq-group/activation"), ACTIVATION).ok();
        JsonNode queue = client().get(path("WF-p", "/queues")).ok().at("/queues/0");
        assertThat(queue.path("alias").asText()).isEqualTo("in");
        assertThat(queue.path("ready").isNull()).isTrue();
        Client.Answer purge =
                client().post("/v1/mqs/mq-profiles/" + queue.path("mqid").asText() + "/actions/purge", "{}");
        assertThat(purge.status()).isEqualTo(422);
        assertThat(purge.error()).contains("EWMS_BROKER");
        String profile = "/v1/mqs/mq-profiles/" + queue.path("mqid").asText();
        assertThat(client().get(profile + "/dead-letters").error()).contains("EWMS_BROKER");
        assertThat(client().post(profile + "/actions/redrive", "{}").status()).isEqualTo(422);
        assertThat(client().get(path("WF-none", "/queues")).status()).isEqualTo(404);
    }

    @Test
    void queues_that_were_removed_are_not_handed_out_any_more() {
        client().post(path("WF-d", "/mq-group/reservation"), RESERVATION).ok();
        client().post(path("WF-d", "/mq-group/activation"), ACTIVATION).ok();
        client().post(path("WF-d", "/mq-group/actions/remove"), "{}").ok();
        assertThat(client().get(path("WF-d", "/mq-profiles/public")).ok().at("/mqprofiles/0/is_activated"))
                .isEqualTo(com.fasterxml.jackson.databind.node.BooleanNode.FALSE);
    }

    @Test
    void who_takes_and_who_puts_are_let_do_only_that() throws Exception {
        JsonNode reply = client().submit(request("test-beta"));
        String id = reply.at("/workflow/workflow_id").asText();
        client().awaitPhase(reply.at("/taskforces/0/taskforce_uuid").asText(), "pending-starter");
        JsonNode open = client().get(path(id, "/mq-profiles/public")).ok().path("mqprofiles");
        assertThat(rights(open.get(0))).as("the user's input").containsExactly("write");
        assertThat(rights(open.get(1))).as("the user's output").containsExactly("read");
        JsonNode offer = client().offer("pending-starter", "SCHEDD2", "").orElseThrow();
        assertThat(rights(offer.at("/mqprofiles/0"))).as("the pilot's input").containsExactly("read");
        assertThat(rights(offer.at("/mqprofiles/1"))).as("the pilot's output").containsExactly("write");
    }

    /** What a profile's credential lets its holder do with the queue itself. */
    private static List<String> rights(JsonNode profile) throws java.text.ParseException {
        String end = ":*/" + profile.path("mqid").asText();
        return SignedJWT.parse(profile.path("auth_token").asText())
                .getJWTClaimsSet()
                .getStringListClaim("scope")
                .stream()
                .filter(each -> each.endsWith(end))
                .map(each -> each.substring("ewms.".length(), each.length() - end.length()))
                .toList();
    }

    @Test
    void a_workflow_that_was_refused_leaves_no_queues_behind() {
        client().post("/v1/workflows", request("mars").toString());
        JsonNode all = client().post("/v1/query/workflows", "{\"query\": {}}").ok();
        assertThat(all.path("workflows").findValuesAsText("workflow_id"))
                .allSatisfy(id ->
                        assertThat(client().get(path(id, "/mq-group")).status()).isEqualTo(200));
    }
}
