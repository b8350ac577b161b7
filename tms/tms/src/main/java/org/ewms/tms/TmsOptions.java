package org.ewms.tms;

import java.time.Duration;
import java.util.Optional;

/**
 * How a TMS goes about it.
 *
 * @param name by which it claims taskforces; of its own among all that serve a site, and the same after a restart
 * @param rest between two questions at a workflow service that answers at once instead of waiting, as the Python one does
 * @param restAfterFailure after a submission failed, at such a service: it gives up after three failures, and does not wait before it offers the taskforce again
 * @param look between two looks at the jobs; empty for as often as there is something new to see
 * @param upkeep what becomes of old logs and directories
 */
public record TmsOptions(
        String name, Duration rest, Duration restAfterFailure, Optional<Duration> look, UpkeepTimes upkeep) {
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);

    public TmsOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a TMS needs a name by which it claims taskforces");
        }
        if (!rest.isPositive()) {
            throw new IllegalArgumentException(
                    "the rest between two questions must be longer than nothing, is " + rest);
        }
    }

    /** Five seconds of rest, ten after a failure, looks as needed, the usual upkeep. */
    public static TmsOptions named(String name) {
        return new TmsOptions(name, REST, REST_AFTER_FAILURE, Optional.empty(), UpkeepTimes.defaults());
    }

    public TmsOptions withRest(Duration other) {
        return new TmsOptions(name, other, restAfterFailure, look, upkeep);
    }

    public TmsOptions withRestAfterFailure(Duration other) {
        return new TmsOptions(name, rest, other, look, upkeep);
    }

    public TmsOptions withLook(Duration other) {
        return new TmsOptions(name, rest, restAfterFailure, Optional.of(other), upkeep);
    }

    public TmsOptions withUpkeep(UpkeepTimes other) {
        return new TmsOptions(name, rest, restAfterFailure, look, other);
    }
}
