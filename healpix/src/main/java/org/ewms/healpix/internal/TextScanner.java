package org.ewms.healpix.internal;

/** Reads numbers and signs from a text; every refusal names the place. */
final class TextScanner {
    private static final int LONGEST_NUMBER = 19;

    private final String text;
    private int at;

    TextScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void skipBlanks() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    void skipSeparators() {
        while (!atEnd() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
    }

    boolean take(char sign) {
        if (!atEnd() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeSpaced(char sign) {
        skipBlanks();
        return take(sign);
    }

    void expect(char sign) {
        skipBlanks();
        expectHere(sign);
    }

    void expectHere(char sign) {
        if (!take(sign)) {
            throw error("'" + sign + "'");
        }
    }

    /** A number of at most 19 digits, as many as the largest cell number has. */
    long number() {
        int from = at;
        while (!atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > LONGEST_NUMBER) {
            at = from;
            throw error("a number");
        }
        try {
            return Long.parseLong(text, from, at, 10);
        } catch (NumberFormatException tooLarge) {
            at = from;
            throw error("a number below 2^63");
        }
    }

    IllegalArgumentException error(String expected) {
        String found = atEnd() ? "the text ends" : "there is '" + text.charAt(at) + "'";
        return new IllegalArgumentException(
                "not a coverage map: expected " + expected + " at character " + at + " where " + found);
    }
}
