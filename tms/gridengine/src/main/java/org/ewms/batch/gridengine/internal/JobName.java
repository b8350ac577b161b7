package org.ewms.batch.gridengine.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job's name tells: {@code ewms.SUBMISSION.WORKERS}. Grid Engine keeps it in sight for as long as it knows the job.
 *
 * @param submission the submission's id
 * @param workers number of tasks
 */
public record JobName(String submission, int workers) {
    private static final Pattern FORM = Pattern.compile("ewms\\.(.+)\\.([0-9]{1,6})");

    /** Reads a name; empty when the job is none of ours. */
    public static Optional<JobName> of(String text) {
        Matcher found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(new JobName(found.group(1), Integer.parseInt(found.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "ewms." + submission + "." + workers;
    }
}
