package org.ewms.service;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param subject of the token; null when authentication is off
 * @param groups of the token
 * @param everywhere whether everybody's things are open to it: services, administrators, and everybody when authentication is off
 */
public record Caller(Role role, @Nullable String subject, Set<String> groups, boolean everywhere) {
    /** Somebody who need not say who it is. */
    static Caller anybody(Role role) {
        return new Caller(role, null, Set.of(), true);
    }

    /** All names by which something may be shared with the caller. */
    public Set<String> names() {
        Set<String> names = new HashSet<>(groups);
        if (subject != null) {
            names.add(subject);
        }
        return names;
    }
}
