package org.ewms.batch.kubernetes.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ewms.batch.ClusterId;
import org.ewms.batch.SubmissionId;

/**
 * Kubernetes numbers nothing, so a cluster's number is made of its submission, and its name of the number: who submits the same again meets the
 * same name. 52 bits of SHA-256, so that the number survives any reader of JSON; of 10⁵ clusters known at a time two meet with a probability of 10⁻⁶,
 * and then the later one is refused.
 */
public final class ClusterName {
    private static final int DIGITS = 13;

    private ClusterName() {}

    /** The number. */
    public static ClusterId id(SubmissionId submission) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(submission.value().getBytes(StandardCharsets.UTF_8));
            String digits = HexFormat.of().formatHex(digest).substring(0, DIGITS);
            return new ClusterId(Math.max(1, Long.parseLong(digits, 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What its Job and Secret are called. */
    public static String of(ClusterId cluster) {
        return "ewms-" + HexFormat.of().toHexDigits(cluster.value(), DIGITS);
    }
}
