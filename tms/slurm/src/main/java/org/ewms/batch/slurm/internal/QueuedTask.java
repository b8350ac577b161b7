package org.ewms.batch.slurm.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;

/**
 * One task of an array job as squeue tells it.
 *
 * @param cluster id of the array job
 * @param kind of the job
 * @param failure why it failed, empty when it did not or has not ended
 */
public record QueuedTask(long cluster, JobKind kind, String failure) {
    /** What to ask squeue for: fields that each end with a bar. */
    public static final String FORMAT = "ArrayJobID:|,ArrayTaskID:|,State:|,exit_code:|,Reason:|";

    private static final int FIELDS = 5;

    /** All tasks of an answer, a line each. */
    public static List<QueuedTask> all(CommandLineTools.Answer answer) {
        List<QueuedTask> all = new ArrayList<>();
        for (String line : answer.out().lines().filter(each -> !each.isBlank()).toList()) {
            String[] fields = line.split("\\|", -1);
            if (fields.length < FIELDS) {
                throw new GarbledOutputException(answer.command(), "a line of fewer than 5 fields", line);
            }
            try {
                all.add(of(
                        Long.parseLong(fields[0].strip()),
                        fields[2].strip().toUpperCase(Locale.ROOT),
                        Integer.parseInt(fields[3].strip()),
                        fields[4].strip()));
            } catch (NumberFormatException e) {
                throw new GarbledOutputException(answer.command(), "no number where one has to be", line);
            }
        }
        return all;
    }

    private static QueuedTask of(long cluster, String state, int exit, String reason) {
        return switch (state) {
            case "PENDING" ->
                reason.contains("JobHeld") || reason.contains("held state")
                        ? new QueuedTask(cluster, new JobKind(JobState.HELD, reason, null), "")
                        : task(cluster, JobState.IDLE);
            case "CONFIGURING", "REQUEUED", "REQUEUE_FED", "RESIZING", "RESV_DEL_HOLD" -> task(cluster, JobState.IDLE);
            case "REQUEUE_HOLD", "SPECIAL_EXIT" ->
                new QueuedTask(cluster, new JobKind(JobState.HELD, reason.isEmpty() ? state : reason, null), "");
            case "SUSPENDED", "STOPPED" -> task(cluster, JobState.SUSPENDED);
            case "RUNNING", "COMPLETING", "SIGNALING", "STAGE_OUT" -> task(cluster, JobState.RUNNING);
            case "CANCELLED", "REVOKED" -> task(cluster, JobState.REMOVED);
            case "COMPLETED" -> task(cluster, JobState.COMPLETED);
            case "FAILED" -> new QueuedTask(cluster, JobKind.of(JobState.COMPLETED), ended(exit));
            // TIMEOUT, OUT_OF_MEMORY, NODE_FAIL, BOOT_FAIL, DEADLINE, PREEMPTED, and what later releases add
            default -> new QueuedTask(cluster, JobKind.of(JobState.COMPLETED), "ended by Slurm: " + state);
        };
    }

    private static QueuedTask task(long cluster, JobState state) {
        return new QueuedTask(cluster, JobKind.of(state), "");
    }

    /** The code is what wait(2) gives. */
    private static String ended(int status) {
        int signal = status & 0x7f;
        return signal != 0
                ? "the pilot was ended by signal " + signal
                : "the pilot ended with exit code " + (status >> 8 & 0xff);
    }
}
