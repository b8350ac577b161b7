package org.ewms.batch.htcondor.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Takes a job event log apart as it comes, in pieces of any size. An event begins with a line {@code 005 (123.004.000) DATE TIME text} and ends
 * with a line {@code ...}. What is neither is passed over, so that damage costs the damaged events alone. Memory is bounded by the longest line
 * that matters.
 */
public final class EventLogParser {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_DETAIL = 4 * 1024;
    private static final int MOST_PROCS = 1_000_000;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;

    private final LogEvent sink;
    private final byte[] partial = new byte[LONGEST_LINE];
    private int partialLength;
    private boolean tooLong;

    private boolean open;
    private int type;
    private long cluster;
    private int proc;
    private final StringBuilder detail = new StringBuilder();
    private int linesWanted;
    private long events;
    private long corrupt;

    public EventLogParser(LogEvent sink) {
        this.sink = sink;
    }

    /** Number of events so far. */
    public long events() {
        return events;
    }

    /** Number of lines so far that were not understood where an event had to begin. */
    public long corrupt() {
        return corrupt;
    }

    /** Takes the next bytes. An event is told when its end has come. */
    public void accept(byte[] bytes, int length) {
        int start = 0;
        for (int i = newline(bytes, 0, length); i < length; i = newline(bytes, i + 1, length)) {
            if (partialLength > 0 || tooLong) {
                append(bytes, start, i);
                if (tooLong) {
                    corrupt++;
                } else {
                    line(partial, 0, partialLength);
                }
                partialLength = 0;
                tooLong = false;
            } else if (i - start > LONGEST_LINE) {
                corrupt++;
            } else {
                line(bytes, start, i);
            }
            start = i + 1;
        }
        append(bytes, start, length);
    }

    /** Where the next line ends, looking at eight bytes at a time; {@code to} when it does not. */
    private static int newline(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            // A byte of this is zero where there is a newline; the usual trick finds the first zero byte.
            long differing = (long) EIGHT.get(bytes, at) ^ NEWLINES;
            long zeros = (differing - ONES) & ~differing & HIGH_BITS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** What was begun and has no end yet will have none: the log was cut off. */
    public void restart() {
        partialLength = 0;
        tooLong = false;
        open = false;
    }

    private void append(byte[] bytes, int from, int to) {
        int length = to - from;
        if (tooLong || partialLength + length > LONGEST_LINE) {
            tooLong = true;
            return;
        }
        System.arraycopy(bytes, from, partial, partialLength, length);
        partialLength += length;
    }

    private void line(byte[] b, int from, int to) {
        if (to - from == 3 && b[from] == '.' && b[from + 1] == '.' && b[from + 2] == '.') {
            end();
        } else if (to - from > 9 && digit(b[from]) && b[from + 3] == ' ' && b[from + 4] == '(') {
            begin(b, from, to);
        } else if (!open) {
            corrupt++;
        } else if (linesWanted > 0) {
            linesWanted--;
            detail.append('\n').append(text(b, from, to));
        }
    }

    private void end() {
        if (open) {
            open = false;
            events++;
            sink.at(type, cluster, proc, detail.isEmpty() ? "" : detail.toString());
        }
    }

    private void begin(byte[] b, int from, int to) {
        // A new event before the end of the last: its end is lost, its beginning is not.
        end();
        if (!digit(b[from + 1]) || !digit(b[from + 2])) {
            corrupt++;
            return;
        }
        int number = (b[from] - '0') * 100 + (b[from + 1] - '0') * 10 + b[from + 2] - '0';
        int at = from + 5;
        long id = 0;
        for (; at < to && digit(b[at]) && id < Integer.MAX_VALUE; at++) {
            id = id * 10 + b[at] - '0';
        }
        boolean whole = at < to && b[at] == '.' && id > 0 && id < Integer.MAX_VALUE;
        at++;
        boolean negative = at < to && b[at] == '-';
        if (negative) {
            at++;
        }
        int job = 0;
        int digits = 0;
        for (; at < to && digit(b[at]) && job <= MOST_PROCS; at++, digits++) {
            job = job * 10 + b[at] - '0';
        }
        whole &= digits > 0 && job <= MOST_PROCS && at < to && b[at] == '.';
        for (at++; at < to && digit(b[at]); at++) {
            // the sub-process, always 0
        }
        if (!whole || at + 1 >= to || b[at] != ')' || b[at + 1] != ' ') {
            corrupt++;
            return;
        }
        open = true;
        type = number;
        cluster = id;
        proc = negative ? -1 : job;
        linesWanted = JobEvents.linesThatMatter(number) - 1;
        detail.setLength(0);
        if (linesWanted >= 0) {
            detail.append(text(b, afterTime(b, at + 2, to), to));
        }
    }

    /** Date and time are two words. */
    private static int afterTime(byte[] b, int from, int to) {
        int at = from;
        for (int words = 0; words < 2 && at < to; at++) {
            if (b[at] == ' ') {
                words++;
            }
        }
        return at;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, Math.min(to - from, LONGEST_DETAIL), StandardCharsets.UTF_8);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
