package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ewms.batch.ClusterId;
import org.ewms.batch.SubmitRequest;

/** Names, labels and annotations by which what is ours is found and told apart. */
public final class Marks {
    /** Label of all that is ours. */
    public static final String OWNER = "app.kubernetes.io/managed-by";
    /** Its value. */
    public static final String OURS = "ewms";
    /** Label: the cluster. */
    public static final String CLUSTER = "ewms.org/cluster";
    /** Annotation, and label where it can be one: the submission. */
    public static final String SUBMISSION = "ewms.org/submission";
    /** Annotation, and label where it can be one: the taskforce. */
    public static final String TASKFORCE = "ewms.org/taskforce";
    /** Annotation of Jobs: the {@link Phase}. */
    public static final String PHASE = "ewms.org/phase";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

    private Marks() {}

    /** What has been asked of a Job. */
    public enum Phase {
        /** It is there, but has no files yet and starts no pods. */
        PARKED,
        SUBMITTED,
        HELD,
        REMOVED;

        /** As it is written down. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of a Job; one that says nothing understandable was submitted. */
        public static Phase of(HasMetadata job) {
            String said = annotation(job, PHASE);
            for (Phase each : values()) {
                if (each.word().equals(said)) {
                    return each;
                }
            }
            return SUBMITTED;
        }
    }

    /** Labels of all that belongs to a request. */
    public static Map<String, String> labels(ClusterId cluster, SubmitRequest request) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(OWNER, OURS);
        all.put(CLUSTER, cluster.toString());
        annotations(request).forEach((name, value) -> {
            if (LABEL.matcher(value).matches()) {
                all.put(name, value);
            }
        });
        return all;
    }

    /** Annotations of all that belongs to a request. */
    public static Map<String, String> annotations(SubmitRequest request) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(SUBMISSION, request.submission().value());
        all.put(TASKFORCE, request.taskforce());
        return all;
    }

    /** The annotation, empty when it is not there. */
    public static String annotation(HasMetadata object, String name) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map(all -> all.get(name))
                .orElse("");
    }

    /** The cluster that an object belongs to, if its label says so. */
    public static Optional<ClusterId> cluster(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(all -> all.get(CLUSTER))
                .filter(each -> each.matches("[1-9][0-9]{0,17}"))
                .map(each -> new ClusterId(Long.parseLong(each)));
    }
}
