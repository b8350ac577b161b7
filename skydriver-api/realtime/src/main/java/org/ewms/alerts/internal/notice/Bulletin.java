package org.ewms.alerts.internal.notice;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.alerts.Issuer;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.Notice;

/**
 * A notice with all that is written into it. Its texts are the same however often they are written.
 *
 * @param here by which URL readers reach the scan service
 */
public record Bulletin(Alert alert, Notice notice, Issuer issuer, String here) {
    private static final double CURRENT_SECONDS = 86_400;

    /** When it was made, to the millisecond. */
    Instant created() {
        return Instant.ofEpochMilli(Math.round(notice.created() * 1e3));
    }

    /** The event's time. */
    Instant eventTime() {
        return Instant.parse(alert.content().eventTime());
    }

    /** {@code run00138632.evt000031747601}: what the detector calls the event. */
    String eventName() {
        return String.format(
                java.util.Locale.ROOT,
                "run%08d.evt%012d",
                alert.content().runId(),
                alert.content().eventId());
    }

    /** {@code test} for what is simulated, {@code archival} for what came more than a day after its event, else {@code current}. */
    String tense() {
        if (alert.content().simulated()) {
            return "test";
        }
        double late = alert.received() - eventTime().toEpochMilli() / 1e3;
        return late > CURRENT_SECONDS ? "archival" : "current";
    }

    /** Files of the scan by what they are; none for a retraction. */
    public Map<String, String> links() {
        Map<String, String> links = new LinkedHashMap<>();
        Optional.ofNullable(notice.scanId()).ifPresent(scan -> {
            String at = here + "/scan/" + scan + "/result";
            links.put("multiorder_fits", at + ".multiorder.fits");
            links.put("moc", at + ".moc.json");
            links.put("result", at + ".json");
            links.put("page", here + "/#/scan/" + scan);
        });
        return links;
    }

    /** UTC without a zone, to the millisecond, as VOEvent has it. */
    static String plain(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.substring(0, text.length() - 1);
    }
}
