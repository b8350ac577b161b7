package org.ewms.skydriver.internal.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who works on a scan.
 *
 * @param holder id of a process; it may go on after the time, as long as nobody else has taken the scan
 * @param until when others may take it, seconds since 1970; 0 for at once
 * @param token one more than that of whoever had it before; whoever writes must still have the latest
 */
public record Lease(String holder, double until, long token) {
    /** No process has had the scan yet. */
    static final Lease NONE = new Lease("", 0, 0);

    /** The next one, of this process. */
    Lease next(String taker, double end) {
        return new Lease(taker, end, token + 1);
    }

    /** The same, until another time. */
    Lease until(double end) {
        return new Lease(holder, end, token);
    }

    Map<String, Object> fields() {
        return Map.of("holder", holder, "until", until, "token", token);
    }

    static Lease of(@Nullable Object kept) {
        return kept instanceof Map<?, ?> map
                        && map.get("until") instanceof Number until
                        && map.get("token") instanceof Number token
                ? new Lease(String.valueOf(map.get("holder")), until.doubleValue(), token.longValue())
                : NONE;
    }
}
