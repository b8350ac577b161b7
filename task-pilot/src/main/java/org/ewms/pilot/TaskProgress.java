package org.ewms.pilot;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a task says it is.
 *
 * @param eventId the event it works on
 * @param attempt number of the attempt
 * @param fraction 0 to 1, if the task told a number
 * @param text what else it told, one line of at most 200 characters, possibly empty
 */
public record TaskProgress(String eventId, int attempt, OptionalDouble fraction, String text) {
    private static final int LONGEST = 200;
    private static final Pattern TOLD = Pattern.compile("([01](?:\\.[0-9]{0,12})?|\\.[0-9]{1,12})(?:\\s+(.*))?");

    /** Of a task's own words: {@code FRACTION}, {@code FRACTION TEXT} or {@code TEXT}; only their last line counts. */
    static TaskProgress of(String eventId, int attempt, String words) {
        String line = words.strip();
        line = line.substring(line.lastIndexOf('\n') + 1)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        Matcher told = TOLD.matcher(line);
        if (told.matches() && Double.parseDouble(told.group(1)) <= 1) {
            String rest = told.group(2) == null ? "" : told.group(2);
            return new TaskProgress(eventId, attempt, OptionalDouble.of(Double.parseDouble(told.group(1))), cut(rest));
        }
        return new TaskProgress(eventId, attempt, OptionalDouble.empty(), cut(line));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
