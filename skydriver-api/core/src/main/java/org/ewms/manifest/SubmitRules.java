package org.ewms.manifest;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a scan may ask for, beyond the form of its request.
 *
 * @param clusters where workers can be asked for, each with the most workers whose output can be kept; in the order in which they are told
 * @param recos names of the reconstructions there are; null for any
 * @param tag the image's own tag for the one asked for; throws {@link RequestException} when there is none
 * @param scannerMemory bytes unless asked for
 * @param workerMemory bytes unless asked for
 * @param workerDisk bytes unless asked for
 */
public record SubmitRules(
        Map<String, Integer> clusters,
        @Nullable Set<String> recos,
        UnaryOperator<String> tag,
        long scannerMemory,
        long workerMemory,
        long workerDisk) {
    /** As many workers as anybody likes. */
    public static final int UNLIMITED = Integer.MAX_VALUE;
}
