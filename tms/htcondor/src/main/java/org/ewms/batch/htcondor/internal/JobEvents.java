package org.ewms.batch.htcondor.internal;

import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.ewms.batch.JobState;

/** What each kind of event means, after the table of the job event log in HTCondor's manual. */
final class JobEvents {
    static final int SUBMIT = 0;
    static final int EXECUTE = 1;
    static final int TERMINATED = 5;
    static final int GENERIC = 8;
    static final int HELD = 12;
    static final int CLUSTER_SUBMIT = 35;
    static final int CLUSTER_REMOVE = 36;

    /** What a pilot calls the seconds that a task takes with it. */
    static final String TASK_SECONDS = "TaskSeconds";

    private static final String RETURN = "return value ";
    private static final String SIGNAL = "(signal ";
    private static final String CODE = "\tCode ";
    private static final String CHIRP = "HTChirpEWMSPilot";
    private static final int MOST_DIGITS = 9;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}([.][0-9]{1,12})?");

    private JobEvents() {}

    /** How many lines of the event matter beside its kind; 0 for none, 1 for what the first one says at its end. */
    static int linesThatMatter(int type) {
        return switch (type) {
            case GENERIC -> 1;
            case TERMINATED -> 2;
            case HELD -> 4;
            default -> 0;
        };
    }

    /** The state that a job is in after it; null when the event says nothing of that. */
    static @org.jspecify.annotations.Nullable JobState state(int type) {
        return switch (type) {
            // submitted; evicted; shadow exception; released; reconnection failed
            case SUBMIT, 4, 7, 13, 24 -> JobState.IDLE;
            // executing; unsuspended
            case EXECUTE, 11 -> JobState.RUNNING;
            case TERMINATED -> JobState.COMPLETED;
            case 9 -> JobState.REMOVED;
            case 10 -> JobState.SUSPENDED;
            case HELD -> JobState.HELD;
            default -> null;
        };
    }

    /** Why a terminated job failed; empty when it did not. */
    static String failure(String detail) {
        String value = digitsAfter(RETURN, detail);
        if (!value.isEmpty()) {
            return value.equals("0") ? "" : ended(value);
        }
        String signal = digitsAfter(SIGNAL, detail);
        return signal.isEmpty() ? "" : "the pilot was ended by signal " + signal;
    }

    private static String digitsAfter(String words, String detail) {
        int from = detail.indexOf(words) + words.length();
        if (from < words.length()) {
            return "";
        }
        int to = from;
        while (to < detail.length() && to - from < MOST_DIGITS && Character.isDigit(detail.charAt(to))) {
            to++;
        }
        return detail.substring(from, to);
    }

    /** The message for a pilot that ended with this code. */
    static String ended(String code) {
        return "the pilot ended with exit code " + code;
    }

    static String holdReason(String detail) {
        String code = digitsAfter(CODE, detail);
        return code.isEmpty() ? "for a reason that is not told" : HoldReasons.of(Integer.parseInt(code));
    }

    /** Name and value of what a pilot told; null when it is no such event. */
    static @org.jspecify.annotations.Nullable Told told(String detail) {
        int colon = detail.indexOf(':');
        return detail.startsWith(CHIRP) && colon > CHIRP.length()
                ? new Told(
                        detail.substring(CHIRP.length(), colon),
                        unquoted(detail.substring(colon + 1).strip()))
                : null;
    }

    /** A number above zero; empty for anything else. */
    static OptionalDouble positive(String value) {
        if (!NUMBER.matcher(value).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(value);
        return number > 0 && Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** One thing that a pilot told. */
    record Told(String name, String value) {}

    private static String unquoted(String literal) {
        if (literal.length() < 2 || !literal.startsWith("\"") || !literal.endsWith("\"")) {
            return literal;
        }
        return literal.substring(1, literal.length() - 1)
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
