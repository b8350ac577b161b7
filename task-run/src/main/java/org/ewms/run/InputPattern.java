package org.ewms.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of input files, as shells know them: {@code *}, {@code ?}, {@code [abc]}, {@code {a,b}} within a name, and {@code **} for any
 * number of directories. Names that begin with a dot are found only by patterns that do so too. A pattern that is the name of a file is that
 * file, whatever characters it has.
 */
public final class InputPattern {
    private final Path base;
    private final String pattern;
    private final Path excluded;

    /**
     * @param base directory relative patterns start from
     * @param excluded directory nothing is found in
     */
    public InputPattern(Path base, String pattern, Path excluded) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a pattern of inputs must not be empty");
        }
        this.base = base;
        this.pattern = pattern;
        this.excluded = excluded.toAbsolutePath().normalize();
    }

    /**
     * Finds the files, ordered by name directory by directory.
     *
     * @throws IllegalArgumentException when the pattern cannot be understood, or is a directory
     */
    public void find(Consumer<InputFile> found) throws IOException {
        Path literal = base.resolve(pattern);
        if (Files.isRegularFile(literal)) {
            found.accept(InputFile.named(pattern));
            return;
        }
        if (Files.isDirectory(literal)) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is a directory; for the files in it write '" + trimmed() + "/*'");
        }
        List<String> segments = List.of(pattern.split("/+"));
        int open = 0;
        while (open < segments.size() - 1 && isLiteral(segments.get(open))) {
            open++;
        }
        String fixed = String.join("/", segments.subList(0, open));
        String prefix = open == 0 ? "" : fixed + "/";
        Path start = pattern.startsWith("/") ? Path.of("/").resolve(fixed) : base.resolve(fixed);
        new Walk(prefix.length(), matchers(segments.subList(open, segments.size())), found).in(start, prefix, 0);
    }

    private String trimmed() {
        return pattern.replaceFirst("/+$", "");
    }

    private static boolean isLiteral(String segment) {
        return segment.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0);
    }

    private List<Segment> matchers(List<String> segments) {
        try {
            return segments.stream()
                    .map(text -> new Segment(text, FileSystems.getDefault().getPathMatcher("glob:" + text)))
                    .toList();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + pattern + "' is not a pattern of files: " + e.getDescription(), e);
        }
    }

    private record Segment(String text, PathMatcher matcher) {
        boolean anyDirectories() {
            return text.equals("**");
        }

        boolean matches(Path name) {
            return matcher.matches(name) && (text.startsWith(".") || !isHidden(name));
        }
    }

    private static boolean isHidden(Path name) {
        return name.toString().startsWith(".");
    }

    private final class Walk {
        private final int stem;
        private final List<Segment> segments;
        private final Consumer<InputFile> found;

        Walk(int stem, List<Segment> segments, Consumer<InputFile> found) {
            this.stem = stem;
            this.segments = segments;
            this.found = found;
        }

        /** @param prefix of what is found here, as the user would write it */
        void in(Path directory, String prefix, int depth) throws IOException {
            if (!Files.isDirectory(directory)
                    || directory.toAbsolutePath().normalize().equals(excluded)) {
                return;
            }
            Segment segment = segments.get(depth);
            boolean last = depth == segments.size() - 1;
            if (segment.anyDirectories() && !last) {
                in(directory, prefix, depth + 1);
            }
            for (Path entry : entries(directory)) {
                Path name = entry.getFileName();
                String path = prefix + name;
                if (segment.anyDirectories()) {
                    boolean deeper = !isHidden(name) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                    if (deeper) {
                        in(entry, path + "/", depth);
                    } else if (last && !isHidden(name)) {
                        accept(entry, path);
                    }
                } else if (segment.matches(name)) {
                    if (last) {
                        accept(entry, path);
                    } else {
                        in(entry, path + "/", depth + 1);
                    }
                }
            }
        }

        private void accept(Path file, String path) {
            if (Files.isRegularFile(file)) {
                found.accept(new InputFile(path, stem));
            }
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}
