package org.ewms.pilot.internal.chirp;

import java.nio.charset.StandardCharsets;

/** One command of HTCondor's chirp protocol: words separated by blanks, in a line. */
final class ChirpLine {
    /** The server reads lines up to 1024 bytes; the command and the attribute's name want some. */
    private static final int LONGEST_VALUE = 800;

    private ChirpLine() {}

    static String cookie(String cookie) {
        return "cookie " + word(cookie);
    }

    static String setJobAttribute(String name, Object value) {
        return "set_job_attr " + word(name) + " " + word(literal(value));
    }

    /** A line for the job's event log. */
    static String log(String name, Object value) {
        return "ulog " + word(name + ": " + literal(value));
    }

    /** As a ClassAd literal. */
    private static String literal(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        StringBuilder text = new StringBuilder("\"");
        String whole = value.toString();
        for (int i = 0; i < whole.length(); i++) {
            char each = whole.charAt(i);
            String next = switch (each) {
                case '"' -> "\\\"";
                case '\\' -> "\\\\";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                case '\t' -> "\\t";
                default -> each < ' ' ? "?" : String.valueOf(each);
            };
            if (word(text + next).getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE) {
                return text.append("...\"").toString();
            }
            text.append(next);
        }
        return text.append('"').toString();
    }

    /** A backslash before everything that would end a word. */
    private static String word(String text) {
        return text.replace("\\", "\\\\")
                .replace(" ", "\\ ")
                .replace("\n", "\\\n")
                .replace("\t", "\\\t")
                .replace("\r", "\\\r");
    }
}
