package org.ewms.batch.pbs.internal;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;

/**
 * One job as qstat tells it: of its own, one of an array, or an array as a whole.
 *
 * @param cluster number of the job or of its array
 * @param array whether it is a whole array, whose jobs are told beside it
 * @param submission it was submitted as; empty when it is none of ours
 * @param kind of the job
 * @param failure why it failed, empty when it did not or has not ended
 */
public record QueuedJob(long cluster, boolean array, String submission, JobKind kind, String failure) {
    /** {@code 12.server}, {@code 12[].server}, {@code 12[3].server}. */
    private static final Pattern ID = Pattern.compile("([0-9]{1,18})(?:\\[([0-9]*)])?(?:\\..*)?");

    private static final Pattern SUBMISSION = Pattern.compile("(?:^|[,\\s])" + JobScript.SUBMISSION + "=([^,\\s]+)");

    /** PBS's own number for a job that ended because it was deleted. */
    private static final String DELETED = "91";

    /** At and above, a signal of this much less has ended the job. */
    private static final int SIGNALLED = 256;

    private static final int SHELL_SIGNALLED = 128;
    private static final int SIGTERM = 15;

    /** From its attributes, by name in lower case. */
    static QueuedJob of(CommandLineTools.Answer answer, String id, Map<String, String> attributes) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            throw new GarbledOutputException(answer.command(), "a job id that is none", id);
        }
        Matcher submission = SUBMISSION.matcher(attributes.getOrDefault("variable_list", ""));
        long cluster = Long.parseLong(parts.group(1));
        boolean array = parts.group(2) != null && parts.group(2).isEmpty();
        String name = submission.find() ? submission.group(1) : "";
        String state = attributes.getOrDefault("job_state", "");
        return switch (state) {
            case "Q", "T", "W", "M" -> new QueuedJob(cluster, array, name, JobKind.of(JobState.IDLE), "");
            case "R", "E", "B" -> new QueuedJob(cluster, array, name, JobKind.of(JobState.RUNNING), "");
            case "S", "U" -> new QueuedJob(cluster, array, name, JobKind.of(JobState.SUSPENDED), "");
            case "H" ->
                new QueuedJob(cluster, array, name, new JobKind(JobState.HELD, holdReason(attributes), null), "");
            case "F", "C", "X" -> ended(cluster, array, name, attributes);
            default ->
                throw new GarbledOutputException(
                        answer.command(), "job " + id + " in state '" + state + "'", answer.out());
        };
    }

    private static String holdReason(Map<String, String> attributes) {
        String comment = attributes.getOrDefault("comment", "");
        return comment.isBlank() ? "hold of type " + attributes.getOrDefault("hold_types", "u") : comment.strip();
    }

    /** One that never ran has no exit status; Torque tells of a deleted one only that it got the signal. */
    private static QueuedJob ended(long cluster, boolean array, String name, Map<String, String> attributes) {
        String exit = attributes.getOrDefault("exit_status", "");
        boolean deleted = attributes.getOrDefault("substate", "").equals(DELETED)
                || exit.isEmpty()
                || exit.equals(Integer.toString(SIGNALLED + SIGTERM));
        return new QueuedJob(
                cluster,
                array,
                name,
                JobKind.of(deleted ? JobState.REMOVED : JobState.COMPLETED),
                deleted ? "" : failure(exit, attributes));
    }

    private static String failure(String exit, Map<String, String> attributes) {
        if (exit.isEmpty() || exit.equals("0")) {
            return "";
        }
        try {
            int code = Integer.parseInt(exit);
            if (code < 0) {
                String comment = attributes.getOrDefault("comment", "").strip();
                return "ended by PBS: " + (comment.isEmpty() ? "exit status " + code : comment);
            }
            if (code > SIGNALLED) {
                return "the pilot was ended by signal " + (code - SIGNALLED);
            }
            return code > SHELL_SIGNALLED
                    ? "the pilot was ended by signal " + (code - SHELL_SIGNALLED)
                    : "the pilot ended with exit code " + code;
        } catch (NumberFormatException e) {
            return "the pilot ended with exit status " + exit;
        }
    }
}
