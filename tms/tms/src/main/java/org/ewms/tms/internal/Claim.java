package org.ewms.tms.internal;

import java.time.Duration;
import java.util.Map;

/**
 * How a TMS asks for the next taskforce of a site.
 *
 * @param schedd the site
 * @param claimant who asks
 * @param patience how long the service may keep the question until there is one
 * @param lease for how long the taskforce is lent
 * @param rest before asking again, at a service that answers at once
 * @param restAfterFailure before asking such a service again when a submission failed
 */
public record Claim(
        String schedd, String claimant, Duration patience, Duration lease, Duration rest, Duration restAfterFailure) {
    /** For a service that knows claims; others do not mind. */
    Map<String, String> arguments() {
        return Map.of("schedd", schedd, "claimant", claimant, "wait", seconds(patience), "lease", seconds(lease));
    }

    /** For a service that does mind. */
    Map<String, String> plain() {
        return Map.of("schedd", schedd);
    }

    private static String seconds(Duration time) {
        return Long.toString(time.toSeconds());
    }
}
