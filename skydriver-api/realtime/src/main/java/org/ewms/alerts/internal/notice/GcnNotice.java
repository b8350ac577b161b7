package org.ewms.alerts.internal.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.Localization;
import org.ewms.alerts.internal.record.Notice;

/**
 * JSON of GCN's unified schema, {@code icecube/single_neutrino_alerts}. The error is the radius of the circle round the best fit that holds all of
 * the 90 % region; systematic errors are not in it. What the schema has and nobody knows here (false alarm rate, energy) is left out.
 */
final class GcnNotice {
    private static final String SCHEMA =
            "https://gcn.nasa.gov/schema/v7.2.3/gcn/notices/icecube/single_neutrino_alerts.schema.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GcnNotice() {}

    static byte[] write(Bulletin bulletin) {
        Alert alert = bulletin.alert();
        Notice notice = bulletin.notice();
        ObjectNode out = JSON.createObjectNode();
        out.put("$schema", SCHEMA);
        out.put("mission", "IceCube");
        out.put("instrument", bulletin.issuer().instrument());
        out.put("messenger", "Neutrino");
        if (alert.treatment().pipeline() != null) {
            out.put("pipeline", alert.treatment().pipeline());
        }
        out.put("record_number", notice.revision());
        out.putArray("event_name").add(bulletin.eventName());
        out.putArray("id").add(alert.content().runId() + "_" + alert.content().eventId());
        out.put("alert_datetime", bulletin.created().toString());
        out.put("alert_type", kind(notice.kind()));
        out.put("alert_tense", bulletin.tense());
        out.put("alert_topology", alert.treatment().topology());
        out.put("number_of_events", 1);
        out.put("trigger_time", alert.content().eventTime());
        if (notice.localization() != null) {
            localization(out, notice.localization());
            out.put("healpix_url", Objects.requireNonNull(bulletin.links().get("multiorder_fits")));
        }
        try {
            return JSON.writeValueAsBytes(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kind(Notice.Kind kind) {
        return switch (kind) {
            case INITIAL -> "initial";
            case UPDATE -> "update";
            case RETRACTION -> "retraction";
        };
    }

    private static void localization(ObjectNode out, Localization where) {
        out.put("ra", where.ra());
        out.put("dec", where.dec());
        if (where.region90().radiusDeg() != null) {
            out.put("ra_dec_error", where.region90().radiusDeg());
            out.put("containment_probability", 0.9);
        }
        out.put("systematic_included", false);
    }
}
