package org.ewms.scanner.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which pixels are late when there is nothing left to send, so that the others wait for them: one whose pilot is slow, or gone without the
 * broker knowing yet. Another pilot may try them as well; whichever answers first counts.
 *
 * <p>Pixels leave the queue in the order in which they were sent. So once a later one was under way, an earlier one is in a pilot's hands
 * too, at least since then; and when nothing at all comes any more, all that are missing are. A pixel is late when that lasts several
 * times as long as nearly all messages took. Each further attempt at the same pixel is given twice the time. Times are {@link
 * System#nanoTime}; indices are those of the coordinator, in order of sending.
 */
final class Stragglers {
    /** Late: this many times as long as nine tenths of the messages took. */
    static final int TIMES = 4;

    static final long LEAST_NANOS = Duration.ofSeconds(2).toNanos();

    /** Attempts at one pixel beside the first. */
    static final int MOST_AGAIN = 3;

    /** Pixels sent once more at one look. */
    static final int MOST_AT_ONCE = 64;

    private static final int REMEMBERED = 256;
    private static final long APART_NANOS = Duration.ofMillis(50).toNanos();

    /** A pixel of this index was under way at that time. */
    private record Mark(int index, long at) {}

    private final long[] durations = new long[REMEMBERED];
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Map<Integer, Integer> again = new HashMap<>();
    private int answers;
    private long lastAnswer;
    private int highest = -1;

    /** @param now when the scan begins or goes on */
    Stragglers(long now) {
        this.lastAnswer = now;
    }

    /**
     * A message was answered.
     *
     * @param index of its last pixel
     * @param seconds that its pilot took for it
     */
    void answered(int index, double seconds, long now) {
        long took = seconds > 0 ? (long) Math.min(seconds * 1e9, Long.MAX_VALUE / (2.0 * TIMES)) : 0;
        durations[answers++ % REMEMBERED] = took;
        lastAnswer = now;
        if (index > highest) {
            highest = index;
            // Rounded up, so that there are few marks: nothing is called late too early.
            long at = Math.ceilDiv(now - took, APART_NANOS) * APART_NANOS;
            long before = marks.isEmpty() ? Long.MIN_VALUE : marks.getLast().at();
            if (at <= before) {
                marks.removeLast();
            }
            marks.addLast(new Mark(index, Math.max(at, before)));
        }
    }

    /**
     * Indices that are late, in order, each of which is taken to be sent once more now.
     *
     * @param first all before it are answered
     * @param end all before it were sent, and there are no more to send
     */
    List<Integer> late(long now, int first, int end, IntPredicate missing) {
        while (!marks.isEmpty() && marks.getFirst().index() <= first) {
            marks.removeFirst();
        }
        if (answers == 0) {
            return List.of();
        }
        long patience = patience();
        List<Integer> late = new ArrayList<>();
        Iterator<Mark> later = marks.iterator();
        Mark mark = next(later);
        for (int index = first; index < end && late.size() < MOST_AT_ONCE; index++) {
            while (mark.index() <= index) {
                mark = next(later);
            }
            if (missing.test(index) && isLate(index, now - mark.at(), patience)) {
                again.merge(index, 1, Integer::sum);
                late.add(index);
            }
        }
        return late;
    }

    /** After the last mark: since the last answer, if nothing comes any more. */
    private Mark next(Iterator<Mark> later) {
        return later.hasNext() ? later.next() : new Mark(Integer.MAX_VALUE, lastAnswer);
    }

    private boolean isLate(int index, long underWay, long patience) {
        int attempts = again.getOrDefault(index, 0);
        return attempts < MOST_AGAIN && underWay >= patience << attempts;
    }

    private long patience() {
        int known = Math.min(answers, REMEMBERED);
        long[] sorted = Arrays.copyOf(durations, known);
        Arrays.sort(sorted);
        return Math.max(LEAST_NANOS, TIMES * sorted[(int) (0.9 * (known - 1))]);
    }
}
