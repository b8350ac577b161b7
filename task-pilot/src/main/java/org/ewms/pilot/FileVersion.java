package org.ewms.pilot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what a file is taken to be unchanged.
 *
 * @param bytes its size
 * @param modifiedMillis when it was last written, milliseconds since 1970
 */
public record FileVersion(long bytes, long modifiedMillis) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})@(-?[0-9]{1,18})");

    /** Empty when there is no such file. */
    public static Optional<FileVersion> of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileVersion(
                    attributes.size(), attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Reads {@link #toString}; empty for any other text. */
    public static Optional<FileVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new FileVersion(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** {@code BYTES@MILLISECONDS}. */
    @Override
    public String toString() {
        return bytes + "@" + modifiedMillis;
    }
}
