package org.ewms.workflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with the user beside the tasks.
 *
 * @param origin the request it came from; null when the user gave it no key
 * @param finishWhen null when only the user finishes it
 * @param deadline when it is aborted; null for never
 * @param inputs events that the service itself puts in
 */
public record Terms(
        Sharing sharing,
        @Nullable Origin origin,
        @Nullable FinishWhen finishWhen,
        @Nullable Instant deadline,
        List<Input> inputs) {
    /**
     * A request that may come twice.
     *
     * @param key the user's name for it, the user's own name included
     * @param digest of its body
     */
    public record Origin(String key, String digest) {}

    public Terms {
        inputs = List.copyOf(inputs);
    }

    /** Nothing but an owner. */
    public static Terms of(@Nullable String owner) {
        return new Terms(Sharing.of(owner), null, null, null, List.of());
    }

    public Terms with(Sharing other) {
        return new Terms(other, origin, finishWhen, deadline, inputs);
    }

    public Terms with(Origin other) {
        return new Terms(sharing, other, finishWhen, deadline, inputs);
    }

    /** Number of events that the service puts in. */
    public long events() {
        return inputs.stream().mapToLong(each -> each.source().size()).sum();
    }

    /** Whether somebody must look now and then whether it is over. */
    public boolean watched() {
        return finishWhen != null || deadline != null;
    }
}
