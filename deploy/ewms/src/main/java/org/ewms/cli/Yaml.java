package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** JSON written as YAML 1.2: by indentation, with everything quoted that another reader might take for something else. */
final class Yaml {
    /** Neither a number, a date, nor one of the words that some reader takes for a truth value or nothing. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:true|false|yes|no|on|off|null|y|n|nan|inf)$)[A-Za-z_/][A-Za-z0-9_./-]*");

    private Yaml() {}

    static String of(JsonNode node) {
        StringBuilder out = new StringBuilder();
        if (isBlock(node)) {
            block(node, "", out);
        } else {
            out.append(scalar(node)).append('\n');
        }
        return out.toString();
    }

    private static boolean isBlock(JsonNode node) {
        return node.isContainerNode() && !node.isEmpty();
    }

    private static void block(JsonNode node, String indent, StringBuilder out) {
        if (node.isObject()) {
            node.properties().forEach(each -> {
                out.append(indent).append(text(each.getKey())).append(':');
                value(each.getValue(), indent, out);
            });
        } else {
            for (JsonNode each : node) {
                out.append(indent).append('-');
                value(each, indent, out);
            }
        }
    }

    private static void value(JsonNode node, String indent, StringBuilder out) {
        if (isBlock(node)) {
            out.append('\n');
            block(node, indent + "  ", out);
        } else {
            out.append(' ').append(scalar(node)).append('\n');
        }
    }

    private static String scalar(JsonNode node) {
        return node.isTextual() ? text(node.textValue()) : Json.line(node);
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() ? text : Json.line(Json.object().textNode(text));
    }
}
