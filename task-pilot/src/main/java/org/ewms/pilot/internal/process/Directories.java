package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Working directories of tasks. */
public final class Directories {
    private static final Logger LOG = LoggerFactory.getLogger(Directories.class);

    private Directories() {}

    /** Deletes a directory with all it holds, never following links; what cannot be deleted is logged and left. */
    public static void delete(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deleting());
        } catch (IOException e) {
            LOG.warn("cannot delete a task's directory: {}", e.toString());
        }
    }

    /** Deletes what a directory holds, never following links; false if it could not, or the directory is not there. */
    public static boolean empty(Path directory) {
        try (DirectoryStream<Path> held = Files.newDirectoryStream(directory)) {
            for (Path each : held) {
                Files.walkFileTree(each, new Deleting());
            }
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot empty a task's directory: {}", e.toString());
            return false;
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) throws IOException {
            if (problem != null) {
                throw problem;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
