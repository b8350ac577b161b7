package org.ewms.pilot.internal.environment;

import java.util.ArrayList;
import java.util.List;

/** A command line in one string, taken apart as a POSIX shell would, but for nothing else a shell does: no variables, no patterns. */
final class ArgumentVector {
    private final String text;
    private final List<String> found = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ArgumentVector(String text) {
        this.text = text;
    }

    /**
     * Takes it apart.
     *
     * @throws IllegalArgumentException when a quotation does not end, or a backslash stands at the end
     */
    static List<String> split(String text) {
        return new ArgumentVector(text).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            char next = text.charAt(at++);
            switch (next) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> quoted(next);
                case '"' -> quoted(next);
                case '\\' -> take(escaped());
                default -> take(next);
            }
        }
        endWord();
        return List.copyOf(found);
    }

    private void quoted(char quote) {
        inWord = true;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == quote) {
                return;
            }
            if (quote == '"' && next == '\\' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0) {
                next = text.charAt(at++);
            }
            word.append(next);
        }
        throw new IllegalArgumentException("No closing quotation in the arguments");
    }

    private char escaped() {
        if (at == text.length()) {
            throw new IllegalArgumentException("No escaped character at the end of the arguments");
        }
        return text.charAt(at++);
    }

    private void take(char next) {
        inWord = true;
        word.append(next);
    }

    private void endWord() {
        if (inWord) {
            found.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
