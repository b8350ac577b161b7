package org.ewms.scanner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where a scan keeps what it is, what it has, and what it gives.
 *
 * @param root the directory the user chose
 */
public record ScanDirectory(Path root) {
    /** What was asked for; never changes. */
    public Path spec() {
        return root.resolve("scan.json");
    }

    /** The event file, as it was read. */
    public Path event() {
        return root.resolve("event.json");
    }

    public Path journal() {
        return root.resolve("scan.journal");
    }

    /** State and provenance. */
    public Path manifest() {
        return root.resolve("manifest.json");
    }

    /** Data of the embedded broker while the scan runs. */
    public Path broker() {
        return root.resolve("broker");
    }

    /** Logs of pilots in processes of their own. */
    public Path logs() {
        return root.resolve("logs");
    }

    /**
     * Creates it, or takes it if empty.
     *
     * @throws ScanException when it cannot be created or written, or holds something
     */
    static ScanDirectory create(Path root) {
        ScanDirectory directory = new ScanDirectory(root);
        if (Files.exists(directory.spec())) {
            throw new ScanException(root + " holds a scan already; go on with it by: ewms scan --resume " + root
                    + ", or choose another --out");
        }
        try {
            Files.createDirectories(root);
            try (var entries = Files.list(root)) {
                if (entries.findAny().isPresent()) {
                    throw new ScanException(root + " is not empty; choose another --out");
                }
            }
            directory.write(directory.root.resolve("writable"), new byte[0]);
            Files.delete(directory.root.resolve("writable"));
            return directory;
        } catch (IOException e) {
            throw new ScanException("cannot write to " + root + ": " + reason(e), e);
        }
    }

    /**
     * Opens the directory of an earlier scan.
     *
     * @throws ScanException when it is none
     */
    static ScanDirectory open(Path root) {
        ScanDirectory directory = new ScanDirectory(root);
        if (!Files.isRegularFile(directory.spec())) {
            throw new ScanException(
                    root + " holds no scan (no scan.json); start one by: ewms scan EVENT --out " + root);
        }
        return directory;
    }

    /** Writes a whole file, durable, or leaves what was there. */
    public void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the broker's data, once nothing in it is needed. */
    public void deleteBroker() {
        if (!Files.exists(broker())) {
            return;
        }
        try (var files = Files.walk(broker())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + broker(), e);
        }
    }

    /** What went wrong with a file, in words. */
    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.NoSuchFileException missing -> "no such file or directory";
            case java.nio.file.FileAlreadyExistsException exists -> "it is a file, not a directory";
            case java.nio.file.FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
