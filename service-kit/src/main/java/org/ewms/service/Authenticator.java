package org.ewms.service;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who asks, and whether they may. */
@FunctionalInterface
public interface Authenticator {
    /** Everybody is taken for the first role of the route: for tests on one machine. */
    Authenticator OFF = (authorization, roles) -> Caller.anybody(roles.getFirst());

    /**
     * The caller in one of these roles.
     *
     * @param authorization header of the request
     * @throws ApiException 403 {@code authentication failed} or {@code authorization failed}
     */
    Caller admit(@Nullable String authorization, List<? extends Role> roles);

    /** What clients are told of where to log in; empty when nobody has to. */
    default Optional<ProtectedResource> resource() {
        return Optional.empty();
    }
}
