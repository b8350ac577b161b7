package org.ewms.service;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One method on one path.
 *
 * @param template as in the OpenAPI document: {@code /v1/workflows/{workflow_id}}
 * @param problems whether errors are told as RFC 9457 has it; the Python services' routes have a form of their own
 * @param roles who may; the first is taken when authentication is off; nobody is asked when there are none
 */
public record Route(
        String method,
        String template,
        Pattern pattern,
        boolean problems,
        List<? extends Role> roles,
        Handler handler) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** Does what the route is for. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    /** A route, with errors told as the Python services do; a variable named {@code path} stands for several parts. */
    public static Route of(String method, String template, List<? extends Role> roles, Handler handler) {
        String pattern = Arrays.stream(VARIABLE.splitWithDelimiters(template, 0))
                .map(Route::pattern)
                .collect(Collectors.joining());
        return new Route(method, template, Pattern.compile(pattern), false, roles, handler);
    }

    private static String pattern(String part) {
        if (part.equals("{path}")) {
            return "([\\w./-]+)";
        }
        return VARIABLE.matcher(part).matches() ? "([\\w-]+)" : Pattern.quote(part);
    }

    /** The same route, with errors told as problems. */
    public Route withProblems() {
        return new Route(method, template, pattern, true, roles, handler);
    }

    /** Values of its variables if this is the path. */
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        List<String> names =
                VARIABLE.matcher(template).results().map(MatchResult::group).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            values.put(name.substring(1, name.length() - 1), matcher.group(i + 1));
        }
        return Optional.of(values);
    }
}
