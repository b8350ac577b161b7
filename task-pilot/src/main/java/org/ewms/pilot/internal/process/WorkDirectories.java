package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Working directories for one task each at a time, which are used again when they are empty: to make one and delete it costs more than all
 * else that a short task does with files. Any number of threads.
 */
public final class WorkDirectories implements AutoCloseable {
    private final Path parent;
    private final ConcurrentLinkedDeque<Path> free = new ConcurrentLinkedDeque<>();
    private final AtomicLong taken = new AtomicLong();

    /** @param parent which exists */
    public WorkDirectories(Path parent) {
        this.parent = parent;
    }

    /**
     * An empty directory.
     *
     * @param turn unlike any other's here: in the names of files it keeps apart what a task hides from its end from the next task there
     */
    public record Place(Path path, long turn) {}

    /** For one task, to be given back. */
    public Place take() throws IOException {
        Path known = free.pollLast();
        return new Place(
                known == null ? Files.createTempDirectory(parent, "ewms-task-") : known, taken.incrementAndGet());
    }

    /** @param again whether nothing runs there any more, as far as is known */
    public void giveBack(Path directory, boolean again) {
        if (again && Directories.empty(directory)) {
            free.addLast(directory);
        } else {
            Directories.delete(directory);
        }
    }

    /** Deletes those that are not taken. */
    @Override
    public void close() {
        free.forEach(Directories::delete);
        free.clear();
    }
}
