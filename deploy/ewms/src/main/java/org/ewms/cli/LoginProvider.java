package org.ewms.cli;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An OpenID provider, at which a person logs in with a code on another device (RFC 8628), and whose tokens are renewed. */
final class LoginProvider {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(1);
    private static final int SLOWER_SECONDS = 5;

    private final OIDCProviderMetadata metadata;
    private final ClientID client;
    private final Clock clock;

    private LoginProvider(OIDCProviderMetadata metadata, ClientID client, Clock clock) {
        this.metadata = metadata;
        this.client = client;
        this.clock = clock;
    }

    /** @throws ServiceException when it does not answer, or is none */
    static LoginProvider at(URI issuer, String clientId, Clock clock) {
        if (!"https".equals(issuer.getScheme()) && !isHere(issuer)) {
            throw new IllegalArgumentException("--issuer must be an https address but is " + issuer);
        }
        try {
            return new LoginProvider(
                    OIDCProviderMetadata.resolve(new Issuer(issuer), TIMEOUT_MILLIS, TIMEOUT_MILLIS),
                    new ClientID(clientId),
                    clock);
        } catch (IOException e) {
            throw new ServiceException(
                    Failures.TIMEOUT, "no OpenID provider answers at " + issuer + ": " + e.getMessage());
        } catch (GeneralException e) {
            throw new ServiceException(Failures.FAILED, issuer + " is no OpenID provider: " + e.getMessage());
        }
    }

    /** Whether it is an address of this machine. */
    static boolean isHere(URI issuer) {
        try {
            return "http".equals(issuer.getScheme())
                    && issuer.getHost() != null
                    && InetAddress.getByName(issuer.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Shows the person what to do, and waits until it is done.
     *
     * @throws ServiceException when it is refused, or not done in time
     */
    Login logIn(Scope scope, Consumer<DeviceAuthorizationSuccessResponse> show) throws InterruptedException {
        DeviceAuthorizationSuccessResponse asked = ask(scope);
        show.accept(asked);
        Instant end = clock.instant().plusSeconds(asked.getLifetime());
        long pause = asked.getInterval();
        while (clock.instant().isBefore(end)) {
            boolean unused = new CountDownLatch(1).await(pause, TimeUnit.SECONDS);
            TokenResponse answer = tokens(new TokenRequest.Builder(
                            metadata.getTokenEndpointURI(), client, new DeviceCodeGrant(asked.getDeviceCode()))
                    .build());
            if (answer.indicatesSuccess()) {
                return login(answer.toSuccessResponse().getTokens(), null);
            }
            switch (String.valueOf(answer.toErrorResponse().getErrorObject().getCode())) {
                case "authorization_pending" -> {}
                case "slow_down" -> pause += SLOWER_SECONDS;
                case "expired_token" -> end = clock.instant();
                default -> throw refused(answer.toErrorResponse().getErrorObject());
            }
        }
        throw new ServiceException(Failures.TIMEOUT, "nobody confirmed the code in time; run ewms login again");
    }

    private DeviceAuthorizationSuccessResponse ask(Scope scope) {
        URI endpoint = metadata.getDeviceAuthorizationEndpointURI();
        if (endpoint == null) {
            throw new ServiceException(
                    Failures.FAILED,
                    metadata.getIssuer() + " has no login by code; put a token of another kind into a --token-file");
        }
        var request = new DeviceAuthorizationRequest.Builder(client)
                .endpointURI(endpoint)
                .scope(scope)
                .build();
        try {
            var answer = DeviceAuthorizationResponse.parse(send(request.toHTTPRequest()));
            if (!answer.indicatesSuccess()) {
                throw refused(answer.toErrorResponse().getErrorObject());
            }
            return answer.toSuccessResponse();
        } catch (ParseException e) {
            throw unexpected(e);
        }
    }

    /** A fresh access token. */
    Login renewed(Login old) {
        if (old.refreshToken() == null) {
            throw over();
        }
        TokenResponse answer = tokens(new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(),
                        client,
                        new RefreshTokenGrant(new RefreshToken(old.refreshToken())))
                .build());
        if (!answer.indicatesSuccess()) {
            throw over();
        }
        return login(answer.toSuccessResponse().getTokens(), old.refreshToken());
    }

    private static ServiceException over() {
        return new ServiceException(Failures.NOT_ALLOWED, "the login is over; log in anew with: ewms login");
    }

    private Login login(Tokens tokens, @Nullable String lastRefresh) {
        long seconds = tokens.getAccessToken().getLifetime();
        RefreshToken refresh = tokens.getRefreshToken();
        return new Login(
                metadata.getIssuer().getValue(),
                client.getValue(),
                tokens.getAccessToken().getValue(),
                refresh == null ? lastRefresh : refresh.getValue(),
                clock.instant().plus(seconds > 0 ? Duration.ofSeconds(seconds) : UNKNOWN_LIFE));
    }

    private TokenResponse tokens(TokenRequest request) {
        try {
            return TokenResponse.parse(send(request.toHTTPRequest()));
        } catch (ParseException e) {
            throw unexpected(e);
        }
    }

    private HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return request.send();
        } catch (IOException e) {
            throw new ServiceException(
                    Failures.TIMEOUT, "no OpenID provider answers at " + request.getURI() + ": " + e.getMessage());
        }
    }

    private ServiceException refused(ErrorObject error) {
        String why = error.getDescription() == null ? error.getCode() : error.getDescription();
        return new ServiceException(Failures.NOT_ALLOWED, metadata.getIssuer() + " refused the login: " + why);
    }

    private ServiceException unexpected(ParseException e) {
        return new ServiceException(
                Failures.FAILED, metadata.getIssuer() + " gave an unexpected answer: " + e.getMessage());
    }
}
