package org.ewms.pilot.internal;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per event, as long as that is readable: after {@value #LINES_PER_SECOND} lines in a second the rest of it is only counted, and
 * the count logged in one line when the second is over. At level DEBUG every event gets its line.
 *
 * <p>Logger: {@code org.ewms.pilot.events}.
 */
final class EventLog {
    static final int LINES_PER_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;

    private final Logger log;
    private final LongSupplier nanoTime;
    private long windowStart;
    private int lines;
    private long left;

    EventLog(LongSupplier nanoTime) {
        this(LoggerFactory.getLogger("org.ewms.pilot.events"), nanoTime);
    }

    EventLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    void done(InHand event, long tookNanos) {
        if (speaks()) {
            log.info("done id={} attempt={} ms={}", event.message().id(), event.attempt(), tookNanos / 1_000_000);
        }
    }

    void wentWrong(String what, InHand event, String reason) {
        if (speaks()) {
            log.warn("{} id={} attempt={} reason=\"{}\"", what, event.message().id(), event.attempt(), reason);
        }
    }

    private synchronized boolean speaks() {
        if (log.isDebugEnabled()) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - windowStart >= SECOND) {
            flush();
            windowStart = now;
            lines = 0;
        }
        boolean speaks = ++lines <= LINES_PER_SECOND;
        left += speaks ? 0 : 1;
        return speaks;
    }

    /** Tells of the events that got no line. */
    synchronized void flush() {
        if (left > 0) {
            log.info("and {} more events", left);
            left = 0;
        }
    }
}
