package org.ewms.skymap.internal.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several files that appear together: written beside their places, forced to disk, renamed at the end; removed when that never comes. */
public final class FileBatch implements AutoCloseable {
    private final Path directory;
    private final Map<Path, Path> waiting = new LinkedHashMap<>();

    /** Writes one file's bytes. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Creates the directory if need be. */
    public FileBatch(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file that {@link #commit} will give its name; returns its final place. */
    public Path add(String name, Content content) {
        Path target = directory.resolve(name);
        try {
            Path temporary = directory.resolve("." + name + ".part");
            waiting.put(temporary, target);
            try (var channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    /** Puts all files in place, replacing older ones. */
    public void commit() {
        for (var entry : Map.copyOf(waiting).entrySet()) {
            try {
                Files.move(entry.getKey(), entry.getValue(), StandardCopyOption.ATOMIC_MOVE);
                waiting.remove(entry.getKey());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot rename to " + entry.getValue() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        for (Path temporary : waiting.keySet()) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + temporary + ": " + e.getMessage(), e);
            }
        }
    }
}
