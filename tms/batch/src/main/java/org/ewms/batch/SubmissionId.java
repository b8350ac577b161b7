package org.ewms.batch;

import java.util.regex.Pattern;

/**
 * Names one attempt to submit. It is written into whatever the batch system keeps of the cluster, so that the cluster is found even when
 * the answer to its submission was lost.
 *
 * @param value 1 to 100 letters, digits, {@code -}, {@code _}, {@code .}
 */
public record SubmissionId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public SubmissionId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "submission id '" + value + "' must be 1 to 100 letters, digits, '-', '_' or '.'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
