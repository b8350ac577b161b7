package org.ewms.batch.htcondor.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.jspecify.annotations.Nullable;

/** What is known of one cluster: a byte for the kind of each job, and what the kinds are. Confined to one thread at a time. */
final class ClusterRecord {
    private static final int MOST_KINDS = 250;
    private static final int MOST_ERRORS = 200;
    private static final String OTHERS = "(others)";

    private final List<JobKind> kinds = new ArrayList<>();
    private byte[] jobs = new byte[0];
    private int known;
    private final Map<String, Integer> errors = new HashMap<>();
    private final Map<Integer, Double> taskSeconds = new HashMap<>();
    private long events;
    private boolean factory;
    private boolean removed;
    private @Nullable ClusterStatus closed;

    ClusterRecord() {
        // Byte 0: nothing is known of that job.
        kinds.add(JobKind.of(JobState.IDLE));
    }

    /** Takes note of an event. */
    void at(int type, int proc, String detail) {
        events++;
        if (closed != null) {
            return;
        }
        if (proc < 0) {
            factory |= type == JobEvents.CLUSTER_SUBMIT;
            removed |= type == JobEvents.CLUSTER_REMOVE;
            return;
        }
        JobState state = JobEvents.state(type);
        if (state != null) {
            moved(proc, type, state, detail);
        } else if (type == JobEvents.GENERIC && JobEvents.told(detail) instanceof JobEvents.Told told) {
            told(proc, told);
        }
    }

    private void moved(int proc, int type, JobState state, String detail) {
        taskSeconds.remove(proc);
        // A pilot that is started anew has said nothing yet.
        String pilot = type == JobEvents.EXECUTE || type == JobEvents.SUBMIT ? null : pilot(proc);
        if (type == JobEvents.TERMINATED) {
            error(JobEvents.failure(detail));
        }
        set(proc, new JobKind(state, state == JobState.HELD ? JobEvents.holdReason(detail) : null, pilot));
    }

    private void told(int proc, JobEvents.Told told) {
        if (told.name().equals("Status")) {
            JobKind now = proc < jobs.length && jobs[proc] != 0 ? kind(proc) : JobKind.of(JobState.RUNNING);
            set(proc, new JobKind(now.state(), now.holdReason(), told.value()));
        } else if (told.name().equals("Error")) {
            error(told.value());
        } else if (told.name().equals(JobEvents.TASK_SECONDS)) {
            JobEvents.positive(told.value()).ifPresent(seconds -> taskSeconds.put(proc, seconds));
        }
    }

    /** What pilots of running jobs told of their tasks, by the job. */
    Map<Integer, Double> taskSeconds() {
        Map<Integer, Double> all = new HashMap<>(taskSeconds);
        all.keySet().removeIf(proc -> proc >= jobs.length || kind(proc).state() != JobState.RUNNING);
        return all;
    }

    /** What the queue or its history says, which is the truth; what the pilot said last is kept. */
    void correct(int proc, JobState state, @Nullable String holdReason, String failure) {
        if (closed != null) {
            return;
        }
        if (proc >= jobs.length || jobs[proc] == 0 || kind(proc).state() != state) {
            error(failure);
            set(proc, new JobKind(state, holdReason, pilot(proc)));
        }
    }

    /** Jobs that are neither in the queue nor in its history any more have ended. */
    void endUnlessIn(java.util.Set<Integer> present) {
        for (int proc = 0; closed == null && proc < jobs.length; proc++) {
            if (jobs[proc] != 0 && !kind(proc).state().isFinal() && !present.contains(proc)) {
                set(proc, new JobKind(JobState.REMOVED, null, pilot(proc)));
            }
        }
    }

    private void error(String message) {
        if (!message.isEmpty()) {
            errors.merge(
                    errors.size() < MOST_ERRORS || errors.containsKey(message) ? message : OTHERS, 1, Integer::sum);
        }
    }

    private @Nullable String pilot(int proc) {
        return proc < jobs.length ? kind(proc).pilotStatus() : null;
    }

    private JobKind kind(int proc) {
        return kinds.get(jobs[proc] & 0xff);
    }

    private void set(int proc, JobKind kind) {
        if (proc >= jobs.length) {
            jobs = Arrays.copyOf(jobs, Math.max(proc + 1, Math.min(jobs.length * 2, 1_000_001)));
        }
        known += jobs[proc] == 0 ? 1 : 0;
        jobs[proc] = (byte) number(kind);
    }

    private int number(JobKind kind) {
        int at = kinds.lastIndexOf(kind);
        if (at > 0) {
            return at;
        }
        if (kinds.size() >= MOST_KINDS) {
            // A pilot that says ever new things: only the state is kept.
            JobKind plain = JobKind.of(kind.state());
            int again = kinds.lastIndexOf(plain);
            return again > 0 ? again : 1;
        }
        kinds.add(kind);
        return kinds.size() - 1;
    }

    /** Number of events so far. */
    long events() {
        return events;
    }

    /** Whether it makes its jobs by and by, and has not ended. */
    boolean isToContinue() {
        return factory && !removed;
    }

    /** Whether its log has told of any job. */
    boolean isKnown() {
        return known > 0 || closed != null;
    }

    /** Its jobs, counted. */
    ClusterStatus status() {
        if (closed != null) {
            return closed;
        }
        int[] counts = new int[kinds.size()];
        for (byte each : jobs) {
            counts[each & 0xff]++;
        }
        ClusterStatus.Tally tally = new ClusterStatus.Tally();
        for (int i = 1; i < counts.length; i++) {
            tally.add(kinds.get(i), counts[i]);
        }
        ClusterStatus status = tally.status();
        boolean over = factory ? removed && (status.over() || known == 0) : status.over();
        return new ClusterStatus(status.jobs(), errors, over);
    }

    /** Nothing follows any more: from now on only the counts are kept. */
    void close() {
        closed = status();
        jobs = new byte[0];
        taskSeconds.clear();
    }

    boolean isClosed() {
        return closed != null;
    }
}
