package org.ewms.pilot;

/** Where what tasks print goes, as it is printed. Called from many threads. */
public interface TaskLog extends AutoCloseable {
    /** Nowhere. */
    TaskLog NONE = (eventId, attempt, stream, chunk) -> {};

    /** Which of a task's two outputs. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * Takes one piece, as it came: it may end in the middle of a line, or of a character. Neither waits nor throws, as the thread that
     * watches the task calls it.
     *
     * @param attempt number of the attempt
     */
    void chunk(String eventId, int attempt, Stream stream, byte[] chunk);

    @Override
    default void close() {}
}
