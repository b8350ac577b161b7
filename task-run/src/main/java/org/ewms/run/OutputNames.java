package org.ewms.run;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which file the result of an input becomes: the same name with another extension, beside it or in a directory.
 *
 * @param extension of results, with its dot
 * @param directory where results go; beside the inputs if empty
 */
public record OutputNames(String extension, Optional<String> directory) {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9._-]{1,50}");

    public OutputNames {
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException(
                    "extension must be a dot and 1..50 of letters, digits, '.', '_', '-'; is '" + extension + "'");
        }
    }

    /** @param extension with or without its dot */
    public static OutputNames of(String extension, Optional<String> directory) {
        return new OutputNames(extension.startsWith(".") ? extension : "." + extension, directory);
    }

    /** As the user would write it. */
    public String of(InputFile input) {
        String name = directory.map(into -> into + "/" + input.relative()).orElse(input.path());
        int slash = name.lastIndexOf('/');
        int dot = name.lastIndexOf('.');
        return (dot > slash + 1 ? name.substring(0, dot) : name) + extension;
    }
}
