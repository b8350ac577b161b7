package org.ewms.pilot.internal.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in what a task wrote to stderr the part that says what went wrong. */
final class StderrText {
    private static final String TRACEBACK = "Traceback (most recent call last):";
    private static final Pattern APPTAINER = Pattern.compile(
            "(?:DEBUG|VERBOSE|INFO|WARNING|ERROR|FATAL|LOG|ABRT)\\s+\\[U=\\d+,P=\\d+]\\s+\\S+\\(\\)\\s+(?<said>.*)");
    private static final Pattern EXCEPTION = Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_.]*)(?::.*)?");

    private StderrText() {}

    /**
     * The last Python traceback, else the last line.
     *
     * @param apptainer whether to skip the log lines Apptainer itself puts at the end
     */
    static String error(String stderr, boolean apptainer) {
        List<String> lines =
                new ArrayList<>(stderr.lines().filter(line -> !line.isBlank()).toList());
        if (lines.isEmpty()) {
            return "<no stderr logs>";
        }
        if (apptainer) {
            String last = lines.getLast();
            while (!lines.isEmpty() && APPTAINER.matcher(lines.getLast()).matches()) {
                lines.removeLast();
            }
            if (lines.isEmpty()) {
                Matcher said = APPTAINER.matcher(last);
                return "[Apptainer-Error] " + (said.matches() ? said.group("said") : last);
            }
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(TRACEBACK)) {
                return String.join("\n", lines.subList(i, lines.size()));
            }
        }
        return lines.getLast();
    }

    /** The simple name of the Python exception a traceback ends with. */
    static Optional<String> exceptionName(String error) {
        if (!error.contains(TRACEBACK)) {
            return Optional.empty();
        }
        Matcher last = EXCEPTION.matcher(error.substring(error.lastIndexOf('\n') + 1));
        return last.matches()
                ? Optional.of(last.group("name").substring(last.group("name").lastIndexOf('.') + 1))
                : Optional.empty();
    }
}
