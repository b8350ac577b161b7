package org.ewms.pilot.internal.environment;

import java.util.HashSet;
import java.util.Set;
import org.ewms.pilot.FailureKind;

/**
 * A failed task as the original pilot names it.
 *
 * @param name class of the error
 * @param message its text
 * @param names all names by which it may be called harmless
 */
record TaskError(String name, String message, Set<String> names) {
    static TaskError of(String reason, FailureKind kind) {
        String name = switch (kind) {
            case EXIT, TERMINATED, TIMEOUT, MEMORY, TASK -> "ContainerRunError";
            case START -> "ContainerSetupError";
            case RESULT ->
                reason.startsWith("InvalidDataForInfileException")
                        ? "InvalidDataForInfileException"
                        : "InvalidOutfileError";
            case THROWN -> "RuntimeError";
        };
        Set<String> names = new HashSet<>(Set.of(name));
        if (kind == FailureKind.TIMEOUT) {
            names.add("TimeoutError");
        }
        StderrText.exceptionName(reason).ifPresent(names::add);
        return new TaskError(name, reason, Set.copyOf(names));
    }

    /** As Python's {@code repr} shows it. */
    String repr() {
        char quote = message.contains("'") && !message.contains("\"") ? '"' : '\'';
        StringBuilder text = new StringBuilder(name).append('(').append(quote);
        message.chars().forEach(each -> {
            switch (each) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (each == quote) {
                        text.append('\\');
                    }
                    text.append((char) each);
                }
            }
        });
        return text.append(quote).append(')').toString();
    }
}
