package org.ewms.cli;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms login}: a token for a service, by a code that a person confirms in any browser. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Logs you in at a service: shows an address and a code, which you confirm in any browser, on any device.",
            "All commands use the login from then on, and renew it, unless they are given a --token-file."
        })
final class LoginCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            defaultValue = "${EWMS_ADDRESS:-http://127.0.0.1:8080}",
            description = "Address of the service (default: EWMS_ADDRESS, or http://127.0.0.1:8080).")
    URI service = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description =
                    "The OpenID provider that the service trusts (default: AUTH_OPENID_URL, or what the service says).")
    @Nullable
    URI issuer;

    @Option(
            names = "--client-id",
            defaultValue = "${EWMS_CLIENT_ID:-ewms}",
            paramLabel = "ID",
            description = "As which this program is known there (default: EWMS_CLIENT_ID, or ewms).")
    String clientId = "ewms";

    @Option(
            names = "--scope",
            split = "[ ,]",
            defaultValue = "openid",
            paramLabel = "NAME",
            description = "What is asked for (default: ${DEFAULT-VALUE}).")
    String[] scope = {"openid"};

    LoginCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Logins logins = Logins.ofUser(System.getenv());
        String origin = Logins.origin(service);
        Login login = LoginProvider.at(provider(), clientId, clock).logIn(new Scope(scope), this::show);
        Path file = logins.alone(service, () -> logins.save(service, login));
        console.out().println("logged in at " + origin + "; the login is in " + file);
        return 0;
    }

    private URI provider() throws IOException, InterruptedException {
        String usual = System.getenv().getOrDefault("AUTH_OPENID_URL", "");
        if (issuer != null || !usual.isEmpty()) {
            return issuer != null ? issuer : URI.create(usual);
        }
        URI told = ServiceLogin.issuer(service);
        console.err().println(Logins.origin(service) + " lets in whom " + told + " knows.");
        return told;
    }

    private void show(DeviceAuthorizationSuccessResponse asked) {
        URI complete = asked.getVerificationURIComplete();
        console.err()
                .println("Open " + (complete == null ? asked.getVerificationURI() : complete) + " and confirm the code "
                        + asked.getUserCode().getValue() + " within " + Math.ceilDiv(asked.getLifetime(), 60)
                        + " minutes. Waiting ...");
    }
}
