package org.ewms.pilot.internal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files in the arguments of commands. */
public final class Placeholders {
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9._-]{1,50}");

    private Placeholders() {}

    /** Puts the paths where the arguments say {@code {{INFILE}}}, {@code {{IN_FILE}}}, {@code {{OUTFILE}}} or {@code {{OUT_FILE}}}. */
    public static List<String> fill(List<String> arguments, Path in, Path out) {
        return arguments.stream()
                .map(argument -> argument.contains("{{") ? fill(argument, in.toString(), out.toString()) : argument)
                .toList();
    }

    private static String fill(String argument, String in, String out) {
        return argument.replace("{{INFILE}}", in)
                .replace("{{IN_FILE}}", in)
                .replace("{{OUTFILE}}", out)
                .replace("{{OUT_FILE}}", out);
    }

    /** {@code .json} of {@code json}, {@code .json} or {@code JSON}. */
    public static String suffix(String extension) {
        String bare = extension.replaceFirst("^\\.+", "");
        if (!EXTENSION.matcher(bare).matches()) {
            throw new IllegalArgumentException(
                    "file extension must be 1..50 of letters, digits, '.', '_', '-'; is '" + extension + "'");
        }
        return "." + bare.toLowerCase(Locale.ROOT);
    }
}
