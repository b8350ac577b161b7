package org.ewms.scanner.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scanner.ScanBusyException;
import org.ewms.scanner.ScanException;

/**
 * The scan's memory on disk: what was accepted, in order of arrival. Since the coordinator's state follows from the fits alone, replaying
 * this file restores it. Records are length, checksum (CRC-32C), type, body; a tail that a crash cut short or damaged is dropped.
 *
 * <p>One process writes at a time (file lock). Not thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final byte[] MAGIC = "EWMSJ001".getBytes(StandardCharsets.US_ASCII);
    private static final byte OPENED = 0;
    private static final byte FIT = 1;
    private static final byte ABANDONED = 2;
    private static final int HEADER = 8;
    private static final int MAX_BODY = 4096;
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final FileLock lock;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private int openings;
    private long dropped;

    /** Receives what a journal holds. */
    public interface Reader {
        void fit(Fit fit);

        void abandoned(FitId id, String reason);
    }

    private Journal(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens or creates a journal, replays it, and notes that it was opened.
     *
     * @throws ScanBusyException when another process has it open
     * @throws ScanException when it is not a journal
     */
    public static Journal open(Path file, Reader reader) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Journal journal = new Journal(channel, lock(channel, file));
            journal.replay(file, reader);
            journal.openings++;
            journal.record(OPENED, new byte[0]);
            journal.force();
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // The same JVM has it open: reported below like any other holder.
        }
        throw new ScanBusyException("another process is running the scan of " + file.getParent());
    }

    /** How often the journal was opened, this time included: 1 for a new scan. */
    public int openings() {
        return openings;
    }

    /** Bytes of damaged tail dropped on opening. */
    public long dropped() {
        return dropped;
    }

    public void fit(Fit fit) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(4 + 8 + 1 + 8 * 8);
        put(body, fit.id());
        body.putDouble(fit.llh()).putDouble(fit.x()).putDouble(fit.y()).putDouble(fit.z());
        body.putDouble(fit.t()).putDouble(fit.energy()).putDouble(fit.eIn()).putDouble(fit.eTot());
        record(FIT, body.array());
    }

    public void abandoned(FitId id, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MAX_BODY - 64);
        ByteBuffer body = ByteBuffer.allocate(4 + 8 + 1 + length);
        put(body, id);
        body.put(text, 0, length);
        record(ABANDONED, body.array());
    }

    private static void put(ByteBuffer body, FitId id) {
        body.putInt(id.nside()).putLong(id.pixel()).put((byte) id.variation());
    }

    private static FitId id(ByteBuffer body) {
        return new FitId(body.getInt(), body.getLong(), body.get());
    }

    private void record(byte type, byte[] body) throws IOException {
        if (buffer.remaining() < HEADER + 1 + body.length) {
            write();
        }
        int at = buffer.position();
        buffer.putInt(1 + body.length).putInt(0).put(type).put(body);
        buffer.putInt(at + 4, checksum(buffer.array(), at + HEADER, 1 + body.length));
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private void write() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Makes everything recorded so far durable. */
    public void force() throws IOException {
        write();
        channel.force(false);
    }

    private void replay(Path file, Reader reader) throws IOException {
        long size = channel.size();
        if (size < MAGIC.length) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(MAGIC), 0);
            channel.position(MAGIC.length);
            return;
        }
        ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
        channel.read(magic, 0);
        if (!java.util.Arrays.equals(magic.array(), MAGIC)) {
            throw new ScanException(file + " is not a scan journal of this version");
        }
        long good = replayRecords(reader, size);
        dropped = size - good;
        channel.truncate(good);
        channel.position(good);
    }

    private long replayRecords(Reader reader, long size) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(BUFFER);
        long at = MAGIC.length;
        while (at + HEADER < size) {
            in.clear();
            while (in.hasRemaining() && channel.read(in, at + in.position()) > 0) {
                continue;
            }
            in.flip();
            int used = 0;
            while (in.limit() - used >= HEADER) {
                int length = in.getInt(used);
                if (length < 1 || length > MAX_BODY || at + used + HEADER + length > size) {
                    return at + used;
                }
                if (in.limit() - used < HEADER + length) {
                    break;
                }
                if (in.getInt(used + 4) != checksum(in.array(), used + HEADER, length)) {
                    return at + used;
                }
                deliver(in.slice(used + HEADER, length), reader);
                used += HEADER + length;
            }
            if (used == 0) {
                return at;
            }
            at += used;
        }
        return at;
    }

    private void deliver(ByteBuffer body, Reader reader) {
        switch (body.get()) {
            case OPENED -> openings++;
            case FIT ->
                reader.fit(new Fit(
                        id(body),
                        body.getDouble(),
                        body.getDouble(),
                        body.getDouble(),
                        body.getDouble(),
                        body.getDouble(),
                        body.getDouble(),
                        body.getDouble(),
                        body.getDouble()));
            case ABANDONED ->
                reader.abandoned(id(body), StandardCharsets.UTF_8.decode(body).toString());
            default -> throw new ScanException("the journal was written by a newer version");
        }
    }

    /** Writes what is pending, durable, and lets go of the file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            force();
            lock.release();
        }
    }
}
