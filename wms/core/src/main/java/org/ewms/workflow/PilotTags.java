package org.ewms.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which pilot image a tag of a request stands for. */
public final class PilotTags {
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Pattern TAG = Pattern.compile("latest|\\d+\\.\\d+\\.\\d+|[A-Za-z0-9._]+(-[A-Za-z0-9._]+)+");

    private PilotTags() {}

    /**
     * The image's own tag: the one of that name, or for {@code latest} the highest release.
     *
     * @param available tags of the images that there are
     * @throws WorkflowException when the tag is malformed or there is no such image
     */
    public static String resolve(String tag, Collection<String> available) {
        if (!TAG.matcher(tag).matches()) {
            throw new WorkflowException("pilot tag '" + tag + "' must be 'latest', X.Y.Z or like branch-suffix");
        }
        if (available.contains(tag)) {
            return tag;
        }
        Optional<String> highest = tag.equals("latest")
                ? available.stream()
                        .filter(each -> RELEASE.matcher(each).matches())
                        .max(byRelease())
                : Optional.empty();
        return highest.orElseThrow(() -> new WorkflowException("pilot image not found for tag: '" + tag + "'"));
    }

    private static Comparator<String> byRelease() {
        return Comparator.comparing(PilotTags::numbers, PilotTags::compare);
    }

    private static List<Long> numbers(String release) {
        return Pattern.compile("\\.").splitAsStream(release).map(Long::valueOf).toList();
    }

    private static int compare(List<Long> one, List<Long> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Long.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
