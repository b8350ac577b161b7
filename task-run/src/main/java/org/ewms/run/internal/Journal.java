package org.ewms.run.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ewms.run.Outcome;
import org.ewms.run.RunException;

/**
 * The run's memory on disk: every outcome, in order of arrival, a JSON object a line. A last line that a crash cut short is dropped, one that
 * it damaged is passed over: that work is done once more.
 *
 * <p>One process writes at a time (file lock). Not thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private final FileChannel locked;
    private final List<String> pending = new ArrayList<>();

    private Journal(FileChannel channel, FileChannel locked) {
        this.channel = channel;
        this.locked = locked;
    }

    /**
     * Opens or creates it.
     *
     * @param reader told what it holds, in order
     * @throws RunException when another process has it open
     */
    public static Journal open(Path file, Consumer<Outcome> reader) throws IOException {
        FileChannel locked = lock(file);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                channel.truncate(endOfLastLine(channel));
                channel.position(channel.size());
                read(file, reader);
                return new Journal(channel, locked);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            locked.close();
            throw e;
        }
    }

    /** A file of its own: closing any other handle of a locked file, in the same process, would let go of the lock. */
    private static FileChannel lock(Path file) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // The same JVM has it open: reported below like any other holder.
        }
        channel.close();
        throw new RunException("this command is being run already, with " + file.getParent()
                + "; wait for it, or give this run a --run-dir of its own");
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long end = channel.size(); end > 0; ) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {
                continue;
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /** Reads a journal from its beginning; may be called while it is open. */
    static void read(Path file, Consumer<Outcome> reader) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new java.io.InputStreamReader(Files.newInputStream(file), UTF_8), BLOCK)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JournalLine.parse(line).ifPresent(reader);
            }
        }
    }

    void add(Outcome outcome) {
        pending.add(JournalLine.of(outcome));
    }

    /** Hands what was added to the operating system: no crash of this process loses it. */
    void write() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        ByteBuffer bytes = UTF_8.encode(String.join("\n", pending) + "\n");
        pending.clear();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Makes what was written durable. */
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        try (locked;
                channel) {
            write();
            force();
        }
    }
}
