package org.ewms.skydriver.internal.desk;

import java.util.List;
import java.util.regex.Pattern;
import org.ewms.service.Role;
import org.ewms.service.TokenRoles;

/** Who may use a route. */
public enum SkyRole implements Role {
    USER,
    /** Scanners, and what works for them. */
    SYSTEM;

    @Override
    public boolean everywhere() {
        return true;
    }

    /** As the Python service has them. */
    public static TokenRoles defaults() {
        return new TokenRoles(List.of(
                new TokenRoles.Rule(USER, "resource_access.skydriver-external.roles", Pattern.compile("users")),
                new TokenRoles.Rule(SYSTEM, "resource_access.skydriver-internal.roles", Pattern.compile("system"))));
    }
}
