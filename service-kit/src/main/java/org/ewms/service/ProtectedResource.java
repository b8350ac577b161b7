package org.ewms.service;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells clients where people log in for this service, as OAuth 2.0 Protected Resource Metadata (RFC 9728) have it. The service calls itself as
 * the client has called it, which is what a client holds it against.
 *
 * @param issuer whose tokens it takes
 * @param scheme of its address, where nobody in front of it says another
 */
public record ProtectedResource(URI issuer, String scheme) {
    static final String PATH = "/.well-known/oauth-protected-resource";
    static final String HOST = "host";
    static final String FORWARDED_SCHEME = "x-forwarded-proto";

    /**
     * The document, to who has sent these headers.
     *
     * @throws ApiException 400 when they do not say whom they were sent to
     */
    Map<String, Object> metadata(Map<String, String> headers) {
        return Map.of(
                "resource",
                address(headers).orElseThrow(() -> ApiException.badRequest("the request has no usable Host header")),
                "authorization_servers",
                List.of(issuer.toString()),
                "bearer_methods_supported",
                List.of("header"));
    }

    /** What {@code WWW-Authenticate} says to who has sent these headers, and no token that is taken. */
    Optional<String> challenge(Map<String, String> headers) {
        return address(headers).map(address -> "Bearer resource_metadata=\"" + address + PATH + "\"");
    }

    private Optional<String> address(Map<String, String> headers) {
        String host = headers.getOrDefault(HOST, "");
        String before = headers.getOrDefault(FORWARDED_SCHEME, "");
        return host.matches("[A-Za-z0-9.:\\[\\]_-]+")
                ? Optional.of((before.matches("https?") ? before : scheme) + "://" + host)
                : Optional.empty();
    }
}
