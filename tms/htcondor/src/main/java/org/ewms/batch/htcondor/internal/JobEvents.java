package org.ewms.batch.htcondor.internal;

import java.util.regex.Matcher;
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

    private static final Pattern RETURN = Pattern.compile("return value (-?[0-9]+)");
    private static final Pattern SIGNAL = Pattern.compile("\\(signal ([0-9]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*Code ([0-9]{1,6}) Subcode");
    private static final Pattern CHIRP = Pattern.compile("HTChirpEWMSPilot([A-Za-z]+):\\s*(.*)");

    private JobEvents() {}

    /** Whether more than its kind matters. */
    static boolean hasDetail(int type) {
        return type == TERMINATED || type == GENERIC || type == HELD;
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
        Matcher value = RETURN.matcher(detail);
        if (value.find()) {
            return value.group(1).equals("0") ? "" : ended(value.group(1));
        }
        Matcher signal = SIGNAL.matcher(detail);
        return signal.find() ? "the pilot was ended by signal " + signal.group(1) : "";
    }

    /** The message for a pilot that ended with this code. */
    static String ended(String code) {
        return "the pilot ended with exit code " + code;
    }

    static String holdReason(String detail) {
        Matcher code = CODE.matcher(detail);
        return code.find() ? HoldReasons.of(Integer.parseInt(code.group(1))) : "for a reason that is not told";
    }

    /** Name and value of what a pilot told; null when it is no such event. */
    static @org.jspecify.annotations.Nullable Told told(String detail) {
        Matcher chirp = CHIRP.matcher(detail.lines().findFirst().orElse("").strip());
        return chirp.matches()
                ? new Told(chirp.group(1), unquoted(chirp.group(2).strip()))
                : null;
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
