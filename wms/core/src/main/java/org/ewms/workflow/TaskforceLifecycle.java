package org.ewms.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.ewms.workflow.TaskforceEvent.ActivationFailed;
import org.ewms.workflow.TaskforceEvent.Completed;
import org.ewms.workflow.TaskforceEvent.Kind;
import org.ewms.workflow.TaskforceEvent.Launched;
import org.ewms.workflow.TaskforceEvent.QueuesActivated;
import org.ewms.workflow.TaskforceEvent.RemoveFailed;
import org.ewms.workflow.TaskforceEvent.Removed;
import org.ewms.workflow.TaskforceEvent.ScaledDown;
import org.ewms.workflow.TaskforceEvent.StartClaimed;
import org.ewms.workflow.TaskforceEvent.StopClaimed;
import org.ewms.workflow.TaskforceEvent.StopRequested;
import org.ewms.workflow.TaskforceEvent.SubmitFailed;
import org.ewms.workflow.TaskforceEvent.Submitted;
import org.ewms.workflow.Transition.Changed;
import org.ewms.workflow.Transition.Refused;
import org.ewms.workflow.Transition.Unchanged;

/** The only way a taskforce changes: {@link TransitionTable} decides, this writes the log. */
public final class TaskforceLifecycle {
    private TaskforceLifecycle() {}

    /** What becomes of the taskforce when the event is taken note of now. */
    public static Transition apply(Taskforce taskforce, TaskforceEvent event, Instant now) {
        return switch (TransitionTable.effect(event.kind(), taskforce.phase())) {
            case MOVE -> moved(taskforce, event, now);
            case NOTE -> noted(taskforce, event, now);
            case LEASE -> leased(taskforce, event, now);
            case LATE -> late(taskforce, (Submitted) event, now);
            case IGNORE -> event instanceof Submitted submitted ? again(taskforce, submitted) : new Unchanged();
            case REFUSE ->
                new Refused("a taskforce in " + taskforce.phase() + " cannot take '" + word(event.kind()) + "'");
        };
    }

    /** The taskforce after these events one after the other, those refused or ignored being passed over. */
    public static Taskforce after(Taskforce before, List<TaskforceEvent> events, Instant now) {
        Taskforce at = before;
        for (TaskforceEvent each : events) {
            if (apply(at, each, now) instanceof Changed(Taskforce next)) {
                at = next;
            }
        }
        return at;
    }

    /** The taskforce that results from its plan and these events, those refused or ignored being passed over. */
    public static Taskforce replay(TaskforcePlan plan, List<TaskforceEvent.At> events) {
        Taskforce now = Taskforce.of(plan);
        for (TaskforceEvent.At each : events) {
            if (apply(now, each.event(), each.now()) instanceof Changed(Taskforce next)) {
                now = next;
            }
        }
        return now;
    }

    private static Transition moved(Taskforce taskforce, TaskforceEvent event, Instant now) {
        return switch (event) {
            case Submitted submitted -> submitted(taskforce, submitted, now);
            case StopRequested stop -> new Changed(taskforce.stopping(success(stop, now)));
            case ScaledDown down -> new Changed(taskforce.stopping(success(down, now)));
            default -> new Changed(taskforce.moved(success(event, now)));
        };
    }

    private static Transition submitted(Taskforce taskforce, Submitted event, Instant now) {
        boolean mine = event.submissionId() == null
                ? !taskforce.leasedAt(now)
                : event.submissionId().equals(taskforce.submissionId());
        if (!mine) {
            return new Refused("cluster " + event.cluster().id() + " was submitted as " + event.submissionId()
                    + ", but the submission under way is " + taskforce.submissionId() + "; remove that cluster");
        }
        return new Changed(taskforce.withCluster(event.cluster()).moved(success(event, now)));
    }

    /** A confirmation that comes after the abort: without the cluster's id nobody could ever stop it. */
    private static Transition late(Taskforce taskforce, Submitted event, Instant now) {
        if (taskforce.cluster() != null) {
            return again(taskforce, event);
        }
        boolean mine = event.submissionId() == null || event.submissionId().equals(taskforce.submissionId());
        if (!mine || !wasOffered(taskforce)) {
            return new Refused("cluster " + event.cluster().id()
                    + " is none of this taskforce's submissions; remove that cluster");
        }
        return new Changed(taskforce
                .withCluster(event.cluster())
                .noted(PhaseChange.failed(
                        Phase.CONDOR_SUBMIT,
                        now,
                        PhaseChange.TMS,
                        "Submitted as cluster " + event.cluster().id()
                                + " while the workflow was being deactivated; the cluster will be removed")));
    }

    private static Transition again(Taskforce taskforce, Submitted event) {
        Cluster known = taskforce.cluster();
        if (known != null && known.id() == event.cluster().id()) {
            return new Unchanged();
        }
        return new Refused("cluster " + event.cluster().id() + " cannot become this taskforce's: "
                + (known == null ? "it is in " + taskforce.phase() : "it has cluster " + known.id())
                + "; remove that cluster");
    }

    private static Transition noted(Taskforce taskforce, TaskforceEvent event, Instant now) {
        if (event.kind() == Kind.STOP_REQUESTED && taskforce.logged(Phase.PENDING_STOPPER)) {
            return new Unchanged();
        }
        if (event instanceof ActivationFailed(String reason) && saidLast(taskforce, reason)) {
            return new Unchanged();
        }
        if (event.kind() == Kind.SUBMIT_FAILED && !wasOffered(taskforce)) {
            return new Refused("it was never offered for submission");
        }
        Taskforce next = event.kind() == Kind.SUBMIT_FAILED && taskforce.cluster() == null
                ? taskforce.withoutSubmission()
                : taskforce;
        return new Changed(next.noted(PhaseChange.failed(target(event), now, source(event), context(event))));
    }

    private static Transition leased(Taskforce taskforce, TaskforceEvent event, Instant now) {
        Lease lease = Objects.requireNonNull(
                event instanceof StartClaimed start ? start.lease() : ((StopClaimed) event).lease());
        if (taskforce.leasedAt(now)
                && !lease.holder()
                        .equals(Objects.requireNonNull(taskforce.lease()).holder())) {
            return new Refused("it is leased by " + taskforce.lease().holder());
        }
        if (event instanceof StartClaimed start) {
            String known = taskforce.submissionId();
            return new Changed(taskforce.claimed(known == null ? start.submissionId() : known, lease));
        }
        if (taskforce.cluster() == null && taskforce.leasedAt(now)) {
            return new Refused("it may be about to be submitted");
        }
        return taskforce.mayHaveCluster()
                ? new Changed(taskforce.claimed(taskforce.submissionId(), lease))
                : new Refused("it has no cluster that could be removed");
    }

    /** Whether the same reason is the log's last entry: attempts without end must not make a log without end. */
    private static boolean saidLast(Taskforce taskforce, String reason) {
        PhaseChange last = taskforce.log().getLast();
        return !last.successful()
                && last.target() == Phase.PRE_LAUNCH
                && last.context().equals(reason);
    }

    private static boolean wasOffered(Taskforce taskforce) {
        return taskforce.logged(Phase.PENDING_STARTER);
    }

    private static PhaseChange success(TaskforceEvent event, Instant now) {
        Long sourceTime = event instanceof Completed completed ? completed.sourceTime() : null;
        return new PhaseChange(target(event), now, true, sourceTime, source(event), context(event));
    }

    private static Phase target(TaskforceEvent event) {
        return switch (event) {
            case QueuesActivated e -> Phase.PRE_LAUNCH;
            case ActivationFailed e -> Phase.PRE_LAUNCH;
            case Launched e -> Phase.PENDING_STARTER;
            case StartClaimed e -> Phase.PENDING_STARTER;
            case Submitted e -> Phase.CONDOR_SUBMIT;
            case SubmitFailed e -> Phase.CONDOR_SUBMIT;
            case StopRequested e -> Phase.PENDING_STOPPER;
            case ScaledDown e -> Phase.PENDING_STOPPER;
            case StopClaimed e -> Phase.PENDING_STOPPER;
            case Removed e -> Phase.CONDOR_RM;
            case RemoveFailed e -> Phase.CONDOR_RM;
            case Completed e -> Phase.CONDOR_COMPLETE;
        };
    }

    private static String source(TaskforceEvent event) {
        return switch (event) {
            case QueuesActivated e -> PhaseChange.ACTIVATOR;
            case ActivationFailed e -> PhaseChange.ACTIVATOR;
            case Launched e -> PhaseChange.LAUNCHER;
            case StopRequested e -> PhaseChange.DEACTIVATION;
            case ScaledDown e -> PhaseChange.SCALING;
            default -> PhaseChange.TMS;
        };
    }

    private static String context(TaskforceEvent event) {
        return switch (event) {
            case ActivationFailed(String reason) -> reason;
            case SubmitFailed(String error) -> error;
            case RemoveFailed(String error) -> error;
            case StopRequested(Deactivation why) -> "Workflow " + why;
            case ScaledDown(String reason) -> reason;
            default -> "";
        };
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
