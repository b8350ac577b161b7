package org.ewms.alerts.internal.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.notice.Writing;

/** A file {@code ALERT.rREVISION.ENDING}, on the disk in full before it has its name. */
record FolderSink(SinkPlan.Folder plan) implements Sink {
    @Override
    public void accept(String key, Writing writing) {
        String[] parts = key.split("/", -1);
        Path file = plan.folder().resolve(parts[0] + ".r" + parts[1] + "." + writing.ending());
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(plan.folder());
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(writing.content());
                while (content.hasRemaining()) {
                    out.write(content);
                }
                out.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SinkException(file + " cannot be written: " + e, e);
        }
    }

    @Override
    public void close() {}
}
