package org.ewms.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files of what pilots print, in directories of submissions; each is printed from where it was left. */
final class LogFiles {
    private static final String NAMES = "pilot-\\d+-[0-9a-z]+\\.(out|err)";
    private static final int DEPTH = 4;
    private static final int PIECE = 1 << 16;

    private final Console console;
    private final Map<Path, Long> printed = new LinkedHashMap<>();
    private Path last = Path.of("");

    LogFiles(Console console) {
        this.console = console;
    }

    /** Whether nothing was printed yet. */
    boolean none() {
        return printed.isEmpty();
    }

    /** Prints what is new in files below these directories. */
    void print(List<Path> directories) throws IOException {
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory, DEPTH)) {
                for (Path file : files.filter(
                                each -> each.getFileName().toString().matches(NAMES))
                        .sorted()
                        .toList()) {
                    print(file);
                }
            }
        }
    }

    private void print(Path file) throws IOException {
        long from = printed.getOrDefault(file, 0L);
        long size = Files.size(file);
        if (size == from) {
            return;
        }
        if (!file.equals(last)) {
            console.out().println("==> " + file.getFileName() + " <==");
            last = file;
        }
        byte[] piece = new byte[PIECE];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from > size ? 0 : from);
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                console.out().write(piece, 0, read);
            }
            printed.put(file, in.getFilePointer());
        }
        console.out().flush();
    }
}
