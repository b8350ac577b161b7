package org.ewms.mqclient.embedded.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** Whoever knows the secret of the data directory may do everything; nobody else anything. */
final class OwnerOnly implements ActiveMQSecurityManager {
    private volatile byte[] secret;

    OwnerOnly(String secret) {
        this.secret = secret.getBytes(UTF_8);
    }

    /** From now on only this one counts. */
    void renew(String fresh) {
        secret = fresh.getBytes(UTF_8);
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return password != null && MessageDigest.isEqual(secret, password.getBytes(UTF_8));
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
        return validateUser(user, password);
    }
}
