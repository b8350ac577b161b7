package org.ewms.wms.internal.service;

import java.util.List;
import java.util.regex.Pattern;
import org.ewms.service.Role;
import org.ewms.service.TokenRoles;

/** Who may use a route. */
public enum WmsRole implements Role {
    USER,
    /** A user to whom everybody's workflows are open. */
    ADMIN,
    SYSTEM_TMS,
    SYSTEM_WMS;

    @Override
    public boolean everywhere() {
        return this != USER;
    }

    @Override
    public List<Role> included() {
        return this == ADMIN ? List.of(USER) : List.of();
    }

    /** As the Python services have them. */
    public static TokenRoles defaults() {
        return new TokenRoles(List.of(
                new TokenRoles.Rule(USER, "groups", Pattern.compile("/institutions/IceCube.*")),
                new TokenRoles.Rule(USER, "groups", Pattern.compile("/tokens/ewms-dev")),
                new TokenRoles.Rule(USER, "ewms_role", Pattern.compile("user")),
                new TokenRoles.Rule(ADMIN, "ewms_role", Pattern.compile("admin")),
                new TokenRoles.Rule(SYSTEM_TMS, "ewms_role", Pattern.compile("system-tms")),
                new TokenRoles.Rule(SYSTEM_WMS, "ewms_role", Pattern.compile("system-wms"))));
    }
}
