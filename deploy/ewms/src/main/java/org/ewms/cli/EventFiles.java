package org.ewms.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the event files that somebody means by files, directories and lists. */
final class EventFiles {
    /** Far above any realtime event: 500 kB is usual. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int SPACE = ' ';

    private EventFiles() {}

    /**
     * Event files, each once: those named, the {@code *.json} of a directory in the order of their names, and those that a list has, a path
     * a line, relative to where the list is.
     *
     * @throws IllegalArgumentException when there are none in one of them
     */
    static List<Path> of(List<Path> given) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path each : given) {
            List<Path> found = Files.isDirectory(each) ? inDirectory(each) : event(each) ? List.of(each) : inList(each);
            if (found.isEmpty()) {
                throw new IllegalArgumentException(each
                        + (Files.isDirectory(each) ? " has no *.json" : " is neither an event nor a list of events"));
            }
            files.addAll(found);
        }
        return List.copyOf(files);
    }

    /** The content of an event file. */
    static byte[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory, not an event file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new FileSystemException(file.toString(), null, "is too large for an event file");
        }
        return Files.readAllBytes(file);
    }

    private static List<Path> inDirectory(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** Whether its first letter is that of a JSON object. */
    private static boolean event(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int first = in.read();
            while (first >= 0 && first <= SPACE) {
                first = in.read();
            }
            return first == '{';
        }
    }

    private static List<Path> inList(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(list::resolveSibling)
                .toList();
    }
}
