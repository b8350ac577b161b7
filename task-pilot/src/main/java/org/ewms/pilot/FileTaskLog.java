package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file for all that a pilot's tasks print: before each piece a line {@code == EVENT ATTEMPT STREAM BYTES}, after it a line feed. A log
 * that cannot be written costs no task: it is said once, and the rest is dropped.
 */
public final class FileTaskLog implements TaskLog {
    private static final Logger LOG = LoggerFactory.getLogger(FileTaskLog.class);

    private final Path file;
    private final OutputStream out;
    private boolean broken;

    /** @throws IOException when the file cannot be opened; it is appended to */
    public FileTaskLog(Path file) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void chunk(String eventId, int attempt, Stream stream, byte[] chunk) {
        if (broken) {
            return;
        }
        String id = eventId.replaceAll("\\s", "_");
        byte[] head = ("== " + id + " " + attempt + " " + stream.name().toLowerCase(java.util.Locale.ROOT) + " "
                        + chunk.length + "\n")
                .getBytes(UTF_8);
        byte[] whole = new byte[head.length + chunk.length + 1];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(chunk, 0, whole, head.length, chunk.length);
        whole[whole.length - 1] = '\n';
        try {
            out.write(whole);
        } catch (IOException e) {
            broken = true;
            LOG.warn("cannot write the tasks' log {}: {}", file, e.toString());
        }
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            out.close();
        } catch (IOException e) {
            LOG.warn("cannot close the tasks' log {}: {}", file, e.toString());
        }
    }
}
