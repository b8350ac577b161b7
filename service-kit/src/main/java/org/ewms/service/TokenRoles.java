package org.ewms.service;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which roles the attributes of a token give; each pattern must match a whole value. */
public record TokenRoles(List<Rule> rules) {
    private static final Pattern RULE = Pattern.compile("([\\w-]+):([\\w.-]+)=(.+)");

    /**
     * A role for who has a matching value in an attribute, which may be a list.
     *
     * @param attribute its name; {@code a.b} is also the attribute {@code b} of the object {@code a}
     */
    public record Rule(Role role, String attribute, Pattern value) {
        boolean holds(Map<String, Object> claims) {
            @Nullable Object found = found(claims, attribute);
            Collection<?> values =
                    found instanceof Collection<?> many ? many : found == null ? List.of() : List.of(found);
            return values.stream()
                    .anyMatch(each -> value.matcher(String.valueOf(each)).matches());
        }

        private static @Nullable Object found(Map<?, ?> claims, String attribute) {
            if (claims.containsKey(attribute)) {
                return claims.get(attribute);
            }
            for (int dot = attribute.indexOf('.'); dot >= 0; dot = attribute.indexOf('.', dot + 1)) {
                if (claims.get(attribute.substring(0, dot)) instanceof Map<?, ?> inner) {
                    return found(inner, attribute.substring(dot + 1));
                }
            }
            return null;
        }
    }

    public TokenRoles {
        rules = List.copyOf(rules);
    }

    /**
     * From a text: {@code ROLE:ATTRIBUTE=PATTERN}, joined by {@code ;}.
     *
     * @param variable where the text was found, for messages
     * @param roles those there are
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    public static TokenRoles parse(String variable, String text, List<? extends Role> roles) {
        return new TokenRoles(Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(each -> rule(variable, each, roles))
                .toList());
    }

    private static Rule rule(String variable, String text, List<? extends Role> roles) {
        Matcher parts = RULE.matcher(text);
        if (parts.matches()) {
            for (Role role : roles) {
                if (word(role).equals(parts.group(1).toLowerCase(Locale.ROOT))) {
                    return new Rule(role, parts.group(2), Pattern.compile(parts.group(3)));
                }
            }
        }
        List<String> words = roles.stream().map(TokenRoles::word).toList();
        throw new IllegalArgumentException(variable + ": '" + text + "' must be ROLE:ATTRIBUTE=PATTERN with the role "
                + words.stream().limit(words.size() - 1).collect(Collectors.joining(", ")) + " or " + words.getLast());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All roles of a token with these claims, with those that they include. */
    Set<Role> of(Map<String, Object> claims) {
        Set<Role> held = new LinkedHashSet<>();
        rules.stream().filter(rule -> rule.holds(claims)).map(Rule::role).forEach(role -> {
            held.add(role);
            held.addAll(role.included());
        });
        return held;
    }
}
