package org.ewms.tms.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.ewms.batch.CommandLineTools;

/**
 * Puts files and directories aside, compressed, and readable by their owner alone. What is put aside appears whole or not at all, takes nobody's place, and only then the original goes; whoever was
 * killed in between is followed up by the next one.
 */
final class Archives {
    /** How names of compressed files end. */
    static final String COMPRESSED = ".gz";
    /** How names of archives of directories end. */
    static final String ARCHIVED = ".tar.gz";

    private static final CommandLineTools TOOLS = CommandLineTools.defaults().withTimeout(Duration.ofHours(1));
    private static final int MOST_OF_A_NAME = 1_000;

    private Archives() {}

    /** Compresses a file. */
    static void compress(Chores.Item item) throws IOException {
        Path file = item.path();
        if (!isCovered(item, COMPRESSED)) {
            Path fresh = unfinished(file);
            try {
                gzip(file, fresh);
                if (!Files.getLastModifiedTime(file).toInstant().equals(item.changed())) {
                    throw new IOException("it was written to meanwhile");
                }
                Files.move(fresh, vacant(file, COMPRESSED), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        Files.delete(file);
    }

    private static void gzip(Path file, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            OutputStream out = new GZIPOutputStream(Channels.newOutputStream(channel));
            in.transferTo(out);
            ((GZIPOutputStream) out).finish();
            channel.force(true);
        }
    }

    /** Makes an archive of a directory, without credentials. */
    static void archive(Chores.Item item) throws IOException {
        Path directory = item.path();
        if (!isCovered(item, ARCHIVED)) {
            Path fresh = unfinished(directory);
            try {
                CommandLineTools.Answer answer = TOOLS.run(
                        Optional.ofNullable(directory.getParent()),
                        List.of(
                                "tar",
                                "--create",
                                "--gzip",
                                "--file=" + fresh,
                                "--exclude=queue-*-token-*",
                                "--exclude=.queue-*-token-*",
                                "--",
                                directory.getFileName().toString()));
                if (answer.exit() != 0) {
                    throw new IOException("tar ended with exit code " + answer.exit() + ": " + answer.complaint());
                }
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(fresh, vacant(directory, ARCHIVED), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        // Out of sight first: half a directory must not be taken for one that is to be archived.
        Path gone = directory.resolveSibling("." + directory.getFileName() + Chores.UNFINISHED);
        delete(gone);
        Files.move(directory, gone, StandardCopyOption.ATOMIC_MOVE);
        delete(gone);
    }

    /** Deletes a file or directory; links are not followed. */
    static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether an archive was finished after the last change, by one that was killed before the original was gone. */
    private static boolean isCovered(Chores.Item item, String suffix) throws IOException {
        Path found = null;
        for (int number = 0; number < MOST_OF_A_NAME && Files.exists(named(item.path(), number, suffix)); number++) {
            found = named(item.path(), number, suffix);
        }
        return found != null && isAfter(found, item.changed());
    }

    private static boolean isAfter(Path archive, Instant changed) throws IOException {
        return Files.getLastModifiedTime(archive).toInstant().isAfter(changed);
    }

    private static Path vacant(Path of, String suffix) throws IOException {
        for (int number = 0; number < MOST_OF_A_NAME; number++) {
            if (!Files.exists(named(of, number, suffix))) {
                return named(of, number, suffix);
            }
        }
        throw new IOException("there are " + MOST_OF_A_NAME + " archives of it already");
    }

    private static Path named(Path of, int number, String suffix) {
        return of.resolveSibling(of.getFileName() + (number == 0 ? "" : "." + number) + suffix);
    }

    /** A new file that its owner alone can read. */
    private static Path unfinished(Path of) throws IOException {
        return Files.createTempFile(of.getParent(), "." + of.getFileName() + "-", Chores.UNFINISHED);
    }
}
