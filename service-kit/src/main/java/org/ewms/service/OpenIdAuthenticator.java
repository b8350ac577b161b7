package org.ewms.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bearer tokens of an OpenID provider, RS256 or RS512. Its keys are fetched once, and again when a token names one not known. */
public final class OpenIdAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdAuthenticator.class);
    private static final int LEEWAY_SECONDS = 60;
    private static final String BEARER = "Bearer ";

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final TokenRoles roles;
    private final ProtectedResource resource;

    /**
     * Asks the provider where its keys are.
     *
     * @param provider URL of the issuer, under which {@code .well-known/openid-configuration} is found
     * @param audience that tokens must be for; null for any
     * @param scheme of the service's own address, as its clients write it
     * @throws IOException when the provider does not answer
     */
    public OpenIdAuthenticator(URI provider, @Nullable String audience, TokenRoles roles, String scheme)
            throws IOException {
        String base = provider.toString().replaceAll("/$", "");
        var discovery = new ObjectMapper()
                .readTree(URI.create(base + "/.well-known/openid-configuration").toURL());
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        URI.create(discovery.path("jwks_uri").asText()).toURL())
                .retrying(true)
                .rateLimited(false)
                .build();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS512), keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder()
                        .issuer(discovery.path("issuer").asText())
                        .build(),
                Set.of("exp", "iat", "iss"));
        claims.setMaxClockSkew(LEEWAY_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        this.roles = roles;
        this.resource =
                new ProtectedResource(URI.create(discovery.path("issuer").asText()), scheme);
    }

    @Override
    public Optional<ProtectedResource> resource() {
        return Optional.of(resource);
    }

    @Override
    public Caller admit(@Nullable String authorization, List<? extends Role> allowed) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw ApiException.unauthenticated();
        }
        JWTClaimsSet claims = verified(authorization.substring(BEARER.length()).strip());
        Set<Role> held = roles.of(claims.getClaims());
        Role role = allowed.stream()
                .filter(held::contains)
                .findFirst()
                .orElseThrow(() -> new ApiException(403, "authorization failed"));
        boolean everywhere = role.everywhere()
                || held.stream()
                        .anyMatch(each -> each.everywhere() && each.included().contains(role));
        return new Caller(role, claims.getSubject(), groups(claims), everywhere);
    }

    private static Set<String> groups(JWTClaimsSet claims) {
        return claims.getClaim("groups") instanceof Collection<?> groups
                ? groups.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private JWTClaimsSet verified(String token) {
        try {
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.info("a token was refused: {}", e.getMessage());
            throw ApiException.unauthenticated();
        }
    }
}
