package org.ewms.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps what it knows.
 *
 * @param root the directory, absolute
 */
public record RunDirectory(Path root) {
    /** The command line it was started by last. */
    public Path commandLine() {
        return root.resolve("run.json");
    }

    public Path journal() {
        return root.resolve("journal.jsonl");
    }

    /** What failed, as of the last run: a JSON object a line. */
    public Path failures() {
        return root.resolve("failures.jsonl");
    }

    /** Names of inputs that came over standard input. */
    public Path inputs() {
        return root.resolve("inputs.txt");
    }

    /** Data of the embedded broker while the run goes on. */
    public Path broker() {
        return root.resolve("broker");
    }

    /** Files of running tasks. */
    public Path tasks() {
        return root.resolve("tasks");
    }

    /** Results on their way into an archive. */
    public Path results() {
        return root.resolve("results");
    }

    /** Writes a whole file, or leaves what was there. */
    public static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a directory with all it holds, if it is there. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
