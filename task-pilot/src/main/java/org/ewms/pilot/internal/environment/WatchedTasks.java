package org.ewms.pilot.internal.environment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import org.ewms.pilot.internal.environment.PilotSettings.Errors;

/** Keeps the score of a pilot's tasks, and says so when the first one fails that counts. */
public final class WatchedTasks implements TaskRunner {
    private static final int REMEMBERED = 100;
    private static final long BETWEEN_PACES = TimeUnit.SECONDS.toNanos(1);

    /** Told of what happens, on the threads on which it does. */
    public interface Listener {
        void firstTask();

        void totals(long success, long failed);

        /** How long a task takes here now. */
        void pace(double taskSeconds);

        /** A task failed in a way that ends the pilot. Called once. */
        void fatal();
    }

    private final TaskRunner inner;
    private final Errors errors;
    private final Listener listener;
    private final Pace pace = new Pace(System::nanoTime);
    private final AtomicLong paceDue = new AtomicLong(System.nanoTime());
    private final AtomicBoolean anyTask = new AtomicBoolean();
    private final AtomicBoolean anyFatal = new AtomicBoolean();
    private final List<TaskError> failures = new ArrayList<>();
    private long success;
    private long failed;

    public WatchedTasks(TaskRunner inner, Errors errors, Listener listener) {
        this.inner = inner;
        this.errors = errors;
        this.listener = listener;
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        if (anyTask.compareAndSet(false, true)) {
            listener.firstTask();
        }
        TaskOutcome outcome = timed(attempt);
        switch (outcome) {
            case TaskOutcome.Done done -> count(Optional.empty());
            case TaskOutcome.Failed(var reason, var kind) -> count(Optional.of(TaskError.of(reason, kind)));
            case TaskOutcome.Poison(var reason) ->
                count(Optional.of(new TaskError("InvalidEventError", reason, Set.of("InvalidEventError"))));
        }
        return outcome;
    }

    private TaskOutcome timed(Attempt attempt) throws InterruptedException {
        Pace.Running task = pace.begins();
        try {
            return inner.run(attempt);
        } finally {
            pace.ends(task);
        }
    }

    /** Not after each of thousands of tasks a second. */
    private void tellPaceIfDue() {
        long due = paceDue.get();
        long now = System.nanoTime();
        if (now - due >= 0 && paceDue.compareAndSet(due, now + BETWEEN_PACES)) {
            tellPace();
        }
    }

    /** Tells the listener how long tasks take, which is news also when none ends. */
    public void tellPace() {
        pace.taskSeconds().ifPresent(listener::pace);
    }

    private void count(Optional<TaskError> error) {
        long doneNow;
        long failedNow;
        synchronized (this) {
            if (error.isPresent()) {
                failed++;
                if (failures.size() < REMEMBERED) {
                    failures.add(error.get());
                }
            } else {
                success++;
            }
            doneNow = success;
            failedNow = failed;
        }
        listener.totals(doneNow, failedNow);
        tellPaceIfDue();
        boolean counts = errors.stop()
                && error.isPresent()
                && Collections.disjoint(error.get().names(), errors.harmless());
        if (counts && anyFatal.compareAndSet(false, true)) {
            listener.fatal();
        }
    }

    /** Says how many failed and why; empty if none did. */
    public synchronized Optional<String> failures() {
        if (failed == 0) {
            return Optional.empty();
        }
        List<String> texts =
                new ArrayList<>(failures.stream().map(TaskError::repr).toList());
        if (failed > texts.size()) {
            texts.add("...");
        }
        return Optional.of(failed + " TASK(S) FAILED: " + String.join(", ", texts));
    }

    /** Why the last one failed, of those that are remembered; empty if none did. */
    public synchronized Optional<String> lastFailure() {
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(failures.getLast().message());
    }

    @Override
    public void close() {
        inner.close();
    }
}
