package org.ewms.alerts;

import org.jspecify.annotations.Nullable;

/**
 * Who issues the notices.
 *
 * @param ivorn what a VOEvent's identifier begins with, as {@code ivo://org.example/alerts}
 * @param contact name of a person or group
 * @param email of them; null for none
 * @param instrument that saw the event
 * @param url by which readers of notices reach the scan service; null for the address it knows itself by
 */
public record Issuer(
        String ivorn,
        String contact,
        @Nullable String email,
        String instrument,
        @Nullable String url) {
    /** Unless the file says something else. */
    public static Issuer usual() {
        return new Issuer("ivo://org.ewms/alerts", "EWMS", null, "IC86", null);
    }
}
