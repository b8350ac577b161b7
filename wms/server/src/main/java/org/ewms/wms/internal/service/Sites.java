package org.ewms.wms.internal.service;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ewms.workflow.health.CircuitBreaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the batch systems do, by schedd, from what their TMS report of submissions. Known to this process alone: after a restart, and beside
 * another process, each learns anew.
 */
public final class Sites {
    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    public Sites(Clock clock) {
        this.clock = clock;
    }

    void submitted(String schedd) {
        breakers.computeIfPresent(schedd, (any, known) -> known.succeeded());
    }

    void failed(String schedd, String taskforce, String error) {
        CircuitBreaker now = breakers.merge(
                schedd,
                CircuitBreaker.CLOSED.failed(taskforce, error, clock.instant()),
                (known, first) -> known.failed(taskforce, error, clock.instant()));
        if (now.openAt(clock.instant())) {
            LOG.warn("nothing is submitted to {} until {}: {}", schedd, now.until(), error);
        }
    }

    /** Whether nothing is submitted there now. */
    boolean resting(String schedd) {
        return rests(schedd).isPresent();
    }

    /** Why nothing is submitted there now; empty when it may be. */
    Optional<String> rests(String schedd) {
        CircuitBreaker known = breakers.getOrDefault(schedd, CircuitBreaker.CLOSED);
        return known.openAt(clock.instant())
                ? Optional.of(schedd + " is given nothing until " + known.until()
                        + ", because submissions there failed one after the other, last: " + known.lastError())
                : Optional.empty();
    }
}
