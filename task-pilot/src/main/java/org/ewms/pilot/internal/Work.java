package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.MqException;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.NodeGate;
import org.ewms.pilot.StopReason;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import org.ewms.pilot.TaskRunner.Attempt;
import org.jspecify.annotations.Nullable;

/** What a slot does with one delivery: run, publish; the rest happens when the confirmation arrives. */
public final class Work {
    private static final int REASON_LENGTH = 2000;

    /** Between what a batch system tells a task and what it tells the pilot. */
    private static final Duration TOLD_TOGETHER = Duration.ofMillis(1500);

    private final TaskRunner runner;
    private final Outlet outlet;
    private final Ledger ledger;
    private final Settler settler;
    private final Counters counters;
    private final Watch watch;
    private final int failuresInARow;
    private final NodeGate gate;
    private final AtomicInteger streak = new AtomicInteger();

    /** @param failuresInARow failed attempts, in the order in which tasks end, that stop the pilot; 0 for never */
    public Work(
            TaskRunner runner,
            Outlet outlet,
            Ledger ledger,
            Settler settler,
            Counters counters,
            Watch watch,
            int failuresInARow,
            NodeGate gate) {
        this.runner = runner;
        this.outlet = outlet;
        this.ledger = ledger;
        this.settler = settler;
        this.counters = counters;
        this.watch = watch;
        this.failuresInARow = failuresInARow;
        this.gate = gate;
    }

    void process(Delivery delivery, NodeGate.Admission.Go admitted) {
        switch (ledger.take(delivery)) {
            case Ledger.Run(InHand event) -> process(event, admitted);
            case Ledger.Adopted() -> {
                gate.ended(admitted, NodeGate.Ending.UNDECIDED, Duration.ZERO);
                counters.duplicates.increment();
            }
            case Ledger.AlreadyDone() -> {
                gate.ended(admitted, NodeGate.Ending.UNDECIDED, Duration.ZERO);
                counters.duplicates.increment();
                acknowledge(delivery);
            }
        }
    }

    private void acknowledge(Delivery delivery) {
        try {
            delivery.ack();
        } catch (MqException e) {
            counters.settlementsLost.increment();
            ledger.rememberDone(delivery.message());
        }
    }

    private void process(InHand event, NodeGate.Admission.Go admitted) {
        counters.taken.increment();
        counters.running.incrementAndGet();
        long begin = watch.now();
        watch.taken(begin);
        @Nullable TaskOutcome outcome = run(new Attempt(event.message(), event.attempt()));
        long took = watch.now() - begin;
        counters.running.decrementAndGet();
        counters.busyNanos.add(took);
        boolean ofNode = gate.ended(admitted, ending(outcome, event.attempt()), Duration.ofNanos(took));
        switch (outcome) {
            case TaskOutcome.Done done -> publish(event, done, took);
            case TaskOutcome.Failed(String reason, FailureKind kind) -> {
                settler.settle(event, new Verdict.Retry(cut(reason), kind, ofNode));
                countFailure();
            }
            case TaskOutcome.Poison(String reason) -> settler.settle(event, new Verdict.Bury(cut(reason)));
            case null -> settler.settle(event, new Verdict.Return("interrupted, because the pilot stopped"));
        }
    }

    private static NodeGate.Ending ending(@Nullable TaskOutcome outcome, int attempt) {
        return switch (outcome) {
            case TaskOutcome.Done done -> NodeGate.Ending.SUCCESS;
            case TaskOutcome.Failed failed -> attempt > 1 ? NodeGate.Ending.FAILURE_AGAIN : NodeGate.Ending.FAILURE;
            case TaskOutcome.Poison poison -> NodeGate.Ending.UNDECIDED;
            case null -> NodeGate.Ending.UNDECIDED;
        };
    }

    /** Null when the pilot interrupted the task, or both were told to end. Whatever a task throws, errors included, must cost only this attempt. */
    @SuppressWarnings({"CatchingUnchecked", "NullAway"})
    private @Nullable TaskOutcome run(Attempt attempt) {
        try {
            TaskOutcome outcome = runner.run(attempt);
            return switch (outcome) {
                case null -> new TaskOutcome.Failed("the task runner returned null", FailureKind.THROWN);
                case TaskOutcome.Failed(String reason, FailureKind kind)
                when kind == FailureKind.TERMINATED && watch.stopsWithin(TOLD_TOGETHER) -> null;
                default -> outcome;
            };
        } catch (InterruptedException e) {
            return watch.stopping() ? null : new TaskOutcome.Failed(describe(e), FailureKind.THROWN);
        } catch (Throwable e) {
            return new TaskOutcome.Failed(describe(e), FailureKind.THROWN);
        }
    }

    private void countFailure() {
        if (streak.incrementAndGet() == failuresInARow) {
            watch.stop(new Stop.Orderly(StopReason.FAILING, Duration.ZERO));
        }
    }

    private void publish(InHand event, TaskOutcome.Done done, long took) {
        if (event.settled()) {
            return;
        }
        streak.set(0);
        try {
            outlet.publish(done.results()).whenComplete((ok, error) -> confirmed(event, took, error));
        } catch (InterruptedException e) {
            settler.settle(event, new Verdict.Return("interrupted while publishing, because the pilot stopped"));
        } catch (Outlet.NoSuchOutputException e) {
            settler.settle(event, new Verdict.Retry(String.valueOf(e.getMessage()), FailureKind.RESULT, false));
        } catch (MqException e) {
            unpublished(event, e);
        }
    }

    private void confirmed(InHand event, long took, @Nullable Throwable error) {
        if (error == null) {
            settler.settle(event, new Verdict.Acknowledge(took));
        } else {
            unpublished(
                    event, error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
        }
    }

    private void unpublished(InHand event, Throwable error) {
        if (error instanceof MessageTooLargeException) {
            settler.settle(event, new Verdict.Bury(cut("result not published: " + error.getMessage())));
            return;
        }
        settler.settle(event, new Verdict.Return(cut("result not published: " + error.getMessage())));
        if (!(error instanceof ClosedException && watch.stopping())) {
            watch.stop(new Stop.Broken(error));
        }
    }

    /** Gives back what arrived after the pilot decided to stop. */
    void giveBack(Delivery delivery) {
        try {
            delivery.nack(Duration.ZERO, "the pilot is stopping");
            counters.returned.increment();
        } catch (MqException e) {
            counters.settlementsLost.increment();
        }
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getName();
        return message == null ? name : name + ": " + message;
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + "…";
    }
}
