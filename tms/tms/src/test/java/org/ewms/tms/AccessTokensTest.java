package org.ewms.tms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Where tokens come from. */
class AccessTokensTest {
    private static String token(Map<String, String> answers, String told, List<String> asked) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] body =
                    answers.getOrDefault(path, "{}").replace("HERE", address).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            AccessTokens tokens =
                    AccessTokens.ofClient(URI.create(address + told), "id", "secret", http, Clock.systemUTC());
            assertThat(tokens.token()).isEqualTo(tokens.token());
            return tokens.token();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_provider_says_itself_where_it_gives_tokens() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Map<String, String> answers = Map.of(
                "/realm/.well-known/openid-configuration", "{\"token_endpoint\": \"HERE/realm/protocol/token\"}",
                "/realm/protocol/token", "{\"access_token\": \"t\", \"expires_in\": 600}");
        assertThat(token(answers, "/realm/", asked)).isEqualTo("t");
        assertThat(asked).containsExactly("/realm/.well-known/openid-configuration", "/realm/protocol/token");
    }

    @Test
    void the_place_where_tokens_are_given_may_be_named_itself() throws Exception {
        Map<String, String> answers = Map.of("/token", "{\"access_token\": \"t\", \"expires_in\": 600}");
        assertThat(token(answers, "/token", new CopyOnWriteArrayList<>())).isEqualTo("t");
    }
}
