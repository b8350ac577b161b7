package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with a body, in the words of the Python service, which its clients look for. */
public final class RequestWording {
    private RequestWording() {}

    /** All errors in one line. Of a choice, what is wrong with each of its alternatives is not told. */
    public static String of(List<Error> errors) {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> extra = new TreeSet<>();
        for (Error error : errors) {
            if (alternative(error)) {
                continue;
            }
            if (error.getKeyword().equals("additionalProperties")) {
                extra.add("'" + error.getProperty() + "'");
            } else {
                lines.add(line(error));
            }
        }
        if (!extra.isEmpty()) {
            lines.add("Additional properties are not allowed (" + String.join(", ", extra)
                    + (extra.size() == 1 ? " was" : " were") + " unexpected)");
        }
        return String.join("; ", lines);
    }

    private static boolean alternative(Error error) {
        return error.getEvaluationPath().toString().matches(".*/(oneOf|anyOf)/.*");
    }

    private static String line(Error error) {
        if (error.getKeyword().equals("required")) {
            return "'" + error.getProperty() + "' is a required property";
        }
        String field = error.getInstanceLocation().toString().replace("/", ".").replaceFirst("^\\.", "");
        String reason = reason(error);
        return field.isEmpty() ? reason : "'" + field + "': " + reason;
    }

    private static String reason(Error error) {
        JsonNode wanted = Objects.requireNonNull(error.getSchemaNode());
        return switch (error.getKeyword()) {
            case "type" -> "must be type " + quoted(wanted) + python(wanted.asText());
            case "pattern" -> "must match the pattern " + quoted(wanted);
            case "minLength" -> "must be at least " + wanted.asText() + " characters long";
            case "maxLength" -> "must be no more than " + wanted.asText() + " characters long";
            case "minimum" -> "must be at least " + wanted.asText();
            case "maximum" -> "must be no more than " + wanted.asText();
            case "enum" ->
                "must be one of: "
                        + wanted.valueStream().map(RequestWording::quoted).collect(Collectors.joining(", "));
            case "oneOf", "anyOf" -> "must match one of the accepted types";
            case "minItems" -> "must have at least " + wanted.asText() + " items";
            case "maxItems" -> "must have no more than " + wanted.asText() + " items";
            case "minProperties" -> "must have at least " + wanted.asText() + " entries";
            case "maxProperties" -> "must have no more than " + wanted.asText() + " entries";
            case "uniqueItems" -> "items must be unique";
            default -> "failed '" + error.getKeyword() + "' constraint";
        };
    }

    private static String quoted(JsonNode value) {
        if (value.isArray()) {
            return "[" + value.valueStream().map(RequestWording::quoted).collect(Collectors.joining(", ")) + "]";
        }
        return value.isTextual() ? "'" + value.asText().replace("\\", "\\\\") + "'" : value.asText();
    }

    private static String python(String type) {
        return switch (type) {
            case "boolean" -> " (bool)";
            case "array" -> " (list)";
            case "object" -> " (dict)";
            case "null" -> " (None)";
            default -> "";
        };
    }
}
