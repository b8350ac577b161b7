package org.ewms.alerts.internal.record;

import java.util.List;

/**
 * What an alert says.
 *
 * @param eventTime UTC, ISO 8601
 * @param mjd the same, modified Julian date
 * @param eventType {@code HESE}, {@code EHE}, {@code ESTRES}, {@code neutrino} or empty
 * @param streams and topics it was sent for
 * @param version of the realtime format; empty in old files
 * @param contentHash SHA-256 of what was sent about the event, whatever way it came and when
 * @param i3EventId of the event that is kept
 */
public record Content(
        int runId,
        int eventId,
        String eventTime,
        double mjd,
        String eventType,
        List<String> streams,
        String version,
        boolean simulated,
        String contentHash,
        String i3EventId) {
    public Content {
        streams = List.copyOf(streams);
    }

    /** The alert's id: one for one event of one run. */
    public String alertId() {
        return runId + "-" + eventId;
    }
}
