package org.ewms.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests each caller may make: so many a second, and as many at once as in two seconds. */
public final class RateLimit {
    private static final int MOST_CALLERS = 10_000;
    private static final double BURST_SECONDS = 2;

    private final double perSecond;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double left, Instant at) {}

    /** @param perSecond 0 for no limit */
    public RateLimit(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** @throws ApiException 429, saying when to come again */
    void admit(String caller) {
        if (perSecond == 0) {
            return;
        }
        Instant now = clock.instant();
        if (buckets.size() > MOST_CALLERS) {
            buckets.values().removeIf(each -> filled(each, now) >= perSecond * BURST_SECONDS);
        }
        Bucket after = buckets.compute(
                caller,
                (name, known) -> new Bucket(
                        Math.max(-1, known == null ? perSecond * BURST_SECONDS - 1 : filled(known, now) - 1), now));
        if (after.left() < 0) {
            int seconds = (int) Math.ceil(-after.left() / perSecond);
            throw new ApiException(429, "more than " + (int) perSecond + " requests a second", seconds);
        }
    }

    private double filled(Bucket bucket, Instant now) {
        double seconds = Duration.between(bucket.at(), now).toNanos() / 1e9;
        return Math.min(perSecond * BURST_SECONDS, bucket.left() + seconds * perSecond);
    }
}
