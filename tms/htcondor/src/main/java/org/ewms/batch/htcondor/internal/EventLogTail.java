package org.ewms.batch.htcondor.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event log, read on from where it was left. When another file has taken its place, the old one is read to its end and the new one from its
 * beginning; when it became shorter, it is read from its beginning. Confined to one thread at a time.
 */
public final class EventLogTail implements Closeable {
    private static final int CHUNK = 1 << 20;

    private final Path path;
    private final EventLogParser parser;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;

    public EventLogTail(Path path, LogEvent sink) {
        this.path = path;
        this.parser = new EventLogParser(sink);
    }

    /** What has been read. */
    public EventLogParser parser() {
        return parser;
    }

    /** Reads all there is now, with a buffer that many tails can share. */
    public void read(ByteBuffer buffer) throws IOException {
        BasicFileAttributes now = attributes();
        if (channel != null && (now == null || !Objects.equals(now.fileKey(), identity))) {
            drain(channel, buffer);
            close();
            parser.restart();
        }
        if (now == null) {
            return;
        }
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            identity = now.fileKey();
        }
        if (channel.size() < channel.position()) {
            channel.position(0);
            parser.restart();
        }
        drain(channel, buffer);
    }

    /** A buffer of the size that reading is done with. */
    public static ByteBuffer buffer() {
        return ByteBuffer.allocate(CHUNK);
    }

    private void drain(FileChannel from, ByteBuffer buffer) throws IOException {
        while (from.read(buffer.clear()) > 0) {
            parser.accept(buffer.array(), buffer.position());
        }
    }

    private @Nullable BasicFileAttributes attributes() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
            identity = null;
        }
    }
}
