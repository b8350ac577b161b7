package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's login by a code, at a workflow service that trusts an OpenID provider. */
class LoginIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private EwmsProcess ewms(Object... arguments) throws Exception {
        return EwmsProcess.start(
                directory, Map.of("XDG_CONFIG_HOME", directory.resolve("config").toString()), arguments);
    }

    private EwmsProcess login(String service, Object... more) throws Exception {
        EwmsProcess login =
                ewms(Stream.concat(Stream.of("login", service), Stream.of(more)).toArray());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> login.errors().stream().anyMatch(line -> line.contains(DeviceProvider.CODE)));
        return login;
    }

    private void listed(String service, int code, String said) throws Exception {
        try (EwmsProcess list = ewms("workflow", "list", "--wms", service)) {
            assertThat(list.await()).as(() -> list.errors().toString()).isEqualTo(code);
            assertThat(list.errors()).anyMatch(line -> line.contains(said));
        }
    }

    @Test
    void once_a_person_has_confirmed_the_code_all_commands_are_let_in_until_the_login_ends() throws Exception {
        try (var provider = new DeviceProvider();
                EwmsProcess wms = EwmsProcess.start(
                        directory,
                        Map.of("CI", "", "AUTH_OPENID_URL", provider.issuer(), "AUTH_AUDIENCE", "ewms"),
                        "wms",
                        "--port",
                        0,
                        "--data",
                        directory.resolve("data"))) {
            String service = wms.awaitLine(line -> line.startsWith("wms http")).substring(4);
            listed(service, Failures.NOT_ALLOWED, "ewms login " + service);
            try (EwmsProcess login = login(service)) {
                assertThat(login.errors()).anyMatch(line -> line.contains(service) && line.contains(provider.issuer()));
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> provider.polls() > 0);
                provider.confirm();
                assertThat(login.await()).as(() -> login.errors().toString()).isZero();
                assertThat(login.lines()).singleElement().asString().contains("logged in at " + service);
            }
            for (int use = 1; use <= 2; use++) {
                try (EwmsProcess list = ewms("workflow", "list", "--wms", service)) {
                    assertThat(list.await()).as(() -> list.errors().toString()).isZero();
                }
                assertThat(provider.renewals())
                        .as("renewed, as its token was about to end")
                        .isEqualTo(use);
            }
            assertOnlyTheirOwnerReadsThem();
            provider.revoke();
            listed(service, Failures.NOT_ALLOWED, "the login is over");
            try (EwmsProcess logout = ewms("logout", service)) {
                assertThat(logout.await()).isZero();
            }
            listed(service, Failures.NOT_ALLOWED, "authentication failed");
        }
    }

    private void assertOnlyTheirOwnerReadsThem() throws Exception {
        Path logins = directory.resolve("config/ewms/logins");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logins)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(logins)) {
            assertThat(files.filter(each -> each.toString().endsWith(".json")))
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void who_says_no_is_not_logged_in() throws Exception {
        try (var provider = new DeviceProvider();
                EwmsProcess login = login("http://127.0.0.1:1", "--issuer", provider.issuer())) {
            provider.deny();
            assertThat(login.await()).isEqualTo(Failures.NOT_ALLOWED);
            assertThat(login.errors()).anyMatch(line -> line.contains("the person said no"));
            assertThat(directory.resolve("config")).doesNotExist();
        }
    }

    @Test
    void a_provider_is_asked_over_https_only_or_on_this_machine() {
        EwmsRun run = EwmsRun.of("login", "http://127.0.0.1:1", "--issuer", "http://192.0.2.1");
        assertThat(run.code()).isEqualTo(Failures.USAGE);
        assertThat(run.errors()).anyMatch(line -> line.contains("--issuer must be an https address"));
    }

    private static HttpServer impostor(int status, String document) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/.well-known/oauth-protected-resource", exchange -> {
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void refusesToLogIn(HttpServer server, String because) throws Exception {
        String service = "http://127.0.0.1:" + server.getAddress().getPort();
        try (EwmsProcess login = ewms("login", service)) {
            assertThat(login.await()).isEqualTo(Failures.FAILED);
            assertThat(login.errors()).anyMatch(line -> line.contains(because) && line.contains("--issuer"));
        } finally {
            server.stop(0);
        }
        assertThat(directory.resolve("config")).doesNotExist();
    }

    @Test
    void a_service_s_word_on_where_to_log_in_counts_for_itself_only() throws Exception {
        refusesToLogIn(impostor(200, """
                        {"resource": "https://wms.example.org", "authorization_servers": ["https://login.example.org"]}"""), "speaks for https://wms.example.org");
    }

    @Test
    void a_service_that_does_not_say_where_to_log_in_needs_an_issuer() throws Exception {
        refusesToLogIn(impostor(404, "404: Not Found"), "does not say where to log in");
    }

    @Test
    void over_plain_http_only_a_service_of_this_machine_is_asked_where_to_log_in() {
        EwmsRun run = EwmsRun.of("login", "http://192.0.2.1");
        assertThat(run.code()).isEqualTo(Failures.USAGE);
        assertThat(run.errors()).anyMatch(line -> line.contains("use its https address"));
    }
}
