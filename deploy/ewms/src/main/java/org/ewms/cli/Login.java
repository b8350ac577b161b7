package org.ewms.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person's login at an OpenID provider has brought.
 *
 * @param issuer the provider, as it calls itself
 * @param clientId as which this program is known there
 * @param refreshToken for the next access token; null when the provider gave none
 * @param until when the access token ends
 */
record Login(
        String issuer,
        String clientId,
        String accessToken,
        @Nullable String refreshToken,
        Instant until) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "Login[issuer=" + issuer + ", clientId=" + clientId + ", until=" + until + "]";
    }
}
