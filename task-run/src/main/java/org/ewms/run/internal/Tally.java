package org.ewms.run.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.ewms.run.RunProgress;
import org.ewms.run.WorkKey;

/** Counts what becomes of the inputs. Pure; confined to one thread. */
final class Tally {
    private static final long STEP_NANOS = 250_000_000L;
    private static final int STEPS = 40;

    private final long total;
    private final long startNanos;
    private final Set<WorkKey> failing = new HashSet<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long done;
    private long failed;
    private long failedBefore;
    private long skipped;
    private long changed;
    private long leftOut;

    private record Mark(long nanos, long worked) {}

    Tally(long total, long startNanos) {
        this.total = total;
        this.startNanos = startNanos;
        marks.add(new Mark(startNanos, 0));
    }

    void done() {
        done++;
    }

    void failed(WorkKey key) {
        failed++;
        failing.add(key);
    }

    void passed(Plan.Decision decision, WorkKey key) {
        switch (decision) {
            case SKIP -> skipped++;
            case LEAVE_OUT -> leftOut++;
            case FAILED_BEFORE -> {
                failedBefore++;
                failing.add(key);
            }
            case RUN_AGAIN -> changed++;
            case RUN -> throw new IllegalArgumentException("what is to be run has not passed");
        }
    }

    /** Keys of all inputs whose latest outcome is a failure. */
    Set<WorkKey> failing() {
        return failing;
    }

    RunProgress progress(long nanos) {
        long worked = done + failed;
        if (worked == 0) {
            // Until there is something to count, nothing says how fast it will be.
            marks.clear();
            marks.add(new Mark(nanos, 0));
        }
        if (nanos - marks.getLast().nanos() >= STEP_NANOS) {
            marks.add(new Mark(nanos, worked));
            if (marks.size() > STEPS) {
                marks.removeFirst();
            }
        }
        Mark oldest = marks.getFirst();
        double seconds = (nanos - oldest.nanos()) * 1e-9;
        double rate = seconds > 0 ? (worked - oldest.worked()) / seconds : 0;
        long left = total - worked - failedBefore - skipped - leftOut;
        double secondsLeft = left == 0 ? 0 : rate > 0 ? left / rate : Double.NaN;
        return new RunProgress(
                total,
                done,
                failed,
                failedBefore,
                skipped,
                changed,
                leftOut,
                rate,
                secondsLeft,
                Duration.ofNanos(nanos - startNanos));
    }
}
