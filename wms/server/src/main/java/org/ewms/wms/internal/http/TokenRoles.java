package org.ewms.wms.internal.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which roles the attributes of a token give; each pattern must match a whole value. */
public record TokenRoles(List<Rule> rules) {
    private static final Pattern RULE = Pattern.compile("([\\w-]+):([\\w.-]+)=(.+)");

    /** A role for who has a matching value in an attribute, which may be a list. */
    public record Rule(Role role, String attribute, Pattern value) {
        boolean holds(Map<String, Object> claims) {
            @Nullable Object found = claims.get(attribute);
            Collection<?> values =
                    found instanceof Collection<?> many ? many : found == null ? List.of() : List.of(found);
            return values.stream()
                    .anyMatch(each -> value.matcher(String.valueOf(each)).matches());
        }
    }

    public TokenRoles {
        rules = List.copyOf(rules);
    }

    /** As the Python services have them. */
    public static TokenRoles defaults() {
        return new TokenRoles(List.of(
                new Rule(Role.USER, "groups", Pattern.compile("/institutions/IceCube.*")),
                new Rule(Role.USER, "groups", Pattern.compile("/tokens/ewms-dev")),
                new Rule(Role.USER, "ewms_role", Pattern.compile("user")),
                new Rule(Role.ADMIN, "ewms_role", Pattern.compile("admin")),
                new Rule(Role.SYSTEM_TMS, "ewms_role", Pattern.compile("system-tms")),
                new Rule(Role.SYSTEM_WMS, "ewms_role", Pattern.compile("system-wms"))));
    }

    /**
     * From a text: {@code ROLE:ATTRIBUTE=PATTERN}, joined by {@code ;}, roles written as {@code user}, {@code admin}, {@code system-tms},
     * {@code system-wms}.
     *
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    public static TokenRoles parse(String text) {
        return new TokenRoles(Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(TokenRoles::rule)
                .toList());
    }

    private static Rule rule(String text) {
        Matcher parts = RULE.matcher(text);
        if (parts.matches()) {
            String word = parts.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
            for (Role role : Role.values()) {
                if (role.name().equals(word)) {
                    return new Rule(role, parts.group(2), Pattern.compile(parts.group(3)));
                }
            }
        }
        throw new IllegalArgumentException("EWMS_ROLES: '" + text
                + "' must be ROLE:ATTRIBUTE=PATTERN with the role user, admin, system-tms or system-wms");
    }

    Set<Role> of(Map<String, Object> claims) {
        Set<Role> held = EnumSet.noneOf(Role.class);
        rules.stream().filter(rule -> rule.holds(claims)).map(Rule::role).forEach(held::add);
        return held;
    }
}
