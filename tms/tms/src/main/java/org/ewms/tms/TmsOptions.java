package org.ewms.tms;

import java.time.Duration;
import java.util.Optional;

/**
 * How a TMS goes about it.
 *
 * @param name by which it claims taskforces; of its own among all that serve a site, and the same after a restart
 * @param rest between two questions at a workflow service that answers at once instead of waiting, as the Python one does
 * @param look between two looks at the jobs; empty for as often as there is something new to see
 * @param upkeep what becomes of old logs and directories
 */
public record TmsOptions(String name, Duration rest, Optional<Duration> look, UpkeepTimes upkeep) {
    private static final Duration REST = Duration.ofSeconds(5);

    public TmsOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a TMS needs a name by which it claims taskforces");
        }
        if (!rest.isPositive()) {
            throw new IllegalArgumentException(
                    "the rest between two questions must be longer than nothing, is " + rest);
        }
    }

    /** Five seconds of rest, looks as needed, the usual upkeep. */
    public static TmsOptions named(String name) {
        return new TmsOptions(name, REST, Optional.empty(), UpkeepTimes.defaults());
    }

    public TmsOptions withRest(Duration other) {
        return new TmsOptions(name, other, look, upkeep);
    }

    public TmsOptions withLook(Duration other) {
        return new TmsOptions(name, rest, Optional.of(other), upkeep);
    }

    public TmsOptions withUpkeep(UpkeepTimes other) {
        return new TmsOptions(name, rest, look, other);
    }
}
