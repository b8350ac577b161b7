package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.ewms.tms.WmsApi;
import org.ewms.tms.WmsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a workflow service for the next taskforce. One that knows claims keeps the question until there is a taskforce; another, such as the Python
 * one, answers at once that there is none, and must not be asked again as soon. Confined to one thread.
 */
final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final int BAD_REQUEST = 400;

    private final WmsApi wms;
    private final String path;
    private final Claim claim;
    private final Clock clock;
    private boolean plainly;
    private boolean atOnce;

    Asking(WmsApi wms, String path, Claim claim, Clock clock) {
        this.wms = wms;
        this.path = path;
        this.claim = claim;
        this.clock = clock;
    }

    /** What it answers; empty when there is no taskforce. */
    JsonNode next() throws InterruptedException {
        Instant asked = clock.instant();
        JsonNode answer = plainly ? ask() : askWithClaim();
        atOnce = asked.plus(claim.patience().dividedBy(2)).isAfter(clock.instant());
        return answer;
    }

    private JsonNode ask() throws InterruptedException {
        try {
            return wms.get(path, claim.plain());
        } catch (WmsException e) {
            // Whoever answers after that may be another.
            plainly = e.isFinal();
            throw e;
        }
    }

    private JsonNode askWithClaim() throws InterruptedException {
        try {
            return wms.get(path, claim.arguments());
        } catch (WmsException e) {
            if (e.status() != BAD_REQUEST) {
                throw e;
            }
            JsonNode answer = wms.get(path, claim.plain());
            LOG.info("the workflow service knows no claims: {}", e.getMessage());
            plainly = true;
            return answer;
        }
    }

    /** For how long not to ask again after an answer that there is none. */
    Duration rest() {
        return atOnce ? claim.rest() : Duration.ZERO;
    }

    /** For how long not to ask again, a service that does not lend, when a submission failed. */
    Duration restAfterFailure() {
        return claim.restAfterFailure();
    }
}
