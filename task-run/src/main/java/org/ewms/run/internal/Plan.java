package org.ewms.run.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.pilot.FileVersion;
import org.ewms.run.CommandIdentity;
import org.ewms.run.Outcome;
import org.ewms.run.RunMode;
import org.ewms.run.WorkKey;
import org.jspecify.annotations.Nullable;

/** What is known of earlier runs, and so what is to be done in this one. Pure. */
public final class Plan {
    private final RunMode mode;
    private final Map<WorkKey, Latest> byOutput = new HashMap<>();

    public Plan(RunMode mode) {
        this.mode = mode;
    }

    /** The latest outcome for one result file. */
    private record Latest(WorkKey key, boolean failed, Optional<FileVersion> version) {}

    /** What to do with an input. */
    enum Decision {
        RUN,
        /** As {@link #RUN}; there was an outcome, but of another input or command, or its result is gone. */
        RUN_AGAIN,
        /** It is done. */
        SKIP,
        /** It failed, and nothing has changed since. */
        FAILED_BEFORE,
        /** It is not wanted in this run. */
        LEAVE_OUT
    }

    /** Learns an outcome; a later one for the same result takes the place of an earlier one. */
    public void learn(Outcome outcome) {
        Latest latest = switch (outcome) {
            case Outcome.Done done -> new Latest(done.key(), false, done.version());
            case Outcome.Failed failed -> new Latest(failed.key(), true, Optional.empty());
        };
        byOutput.put(CommandIdentity.ofName(outcome.output()), latest);
    }

    /**
     * Decides on one input.
     *
     * @param present version of the result file now; empty if there is none
     */
    Decision decide(WorkKey key, String output, Optional<FileVersion> present) {
        Latest latest = byOutput.get(CommandIdentity.ofName(output));
        return switch (mode) {
            case MISSING -> missing(latest, key, present);
            case FAILED -> failed(latest, present);
        };
    }

    private static Decision missing(@Nullable Latest latest, WorkKey key, Optional<FileVersion> present) {
        if (latest == null) {
            return Decision.RUN;
        }
        if (!latest.key().equals(key)) {
            return Decision.RUN_AGAIN;
        }
        if (latest.failed()) {
            return Decision.FAILED_BEFORE;
        }
        return intact(latest, present) ? Decision.SKIP : Decision.RUN_AGAIN;
    }

    private static Decision failed(@Nullable Latest latest, Optional<FileVersion> present) {
        if (latest == null) {
            return Decision.LEAVE_OUT;
        }
        if (latest.failed()) {
            return Decision.RUN_AGAIN;
        }
        return intact(latest, present) ? Decision.SKIP : Decision.LEAVE_OUT;
    }

    private static boolean intact(Latest latest, Optional<FileVersion> present) {
        return latest.version().isEmpty() || latest.version().equals(present);
    }
}
