package org.ewms.icecube;

import java.io.IOException;

/**
 * The bytes are no event this module can read. The message is one line: the file, where in it, and what is wrong. It is
 * the only exception hostile or damaged input causes.
 */
public final class EventFormatException extends IOException {
    /** Names in a damaged file can be any bytes; nobody reads more than this of them. */
    private static final int LONGEST_MESSAGE = 600;

    public EventFormatException(String problem) {
        super(oneLine(problem));
    }

    private EventFormatException(String problem, EventFormatException cause) {
        super(oneLine(problem), cause.getCause());
        setStackTrace(cause.getStackTrace());
    }

    /** The same problem, with the place that contains it put in front. */
    public EventFormatException in(String place) {
        return new EventFormatException(place + ": " + getMessage(), this);
    }

    private static String oneLine(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_MESSAGE)
                .forEach(c -> out.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c));
        return out.toString();
    }
}
