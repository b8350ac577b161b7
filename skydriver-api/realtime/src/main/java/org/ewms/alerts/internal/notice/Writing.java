package org.ewms.alerts.internal.notice;

import org.ewms.alerts.SinkPlan;

/**
 * A notice as it is sent.
 *
 * @param type media type
 * @param ending of a file with it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Writing(byte[] content, String type, String ending) {
    /** The notice in that format. */
    public static Writing of(Bulletin bulletin, SinkPlan.Format format) {
        return switch (format) {
            case GCN -> new Writing(GcnNotice.write(bulletin), "application/json", "json");
            case VOEVENT -> new Writing(VoEvent.write(bulletin), "application/xml", "xml");
            case RECORD -> new Writing(FullNotice.write(bulletin), "application/json", "json");
        };
    }

    /** Never prints the content. */
    @Override
    public String toString() {
        return "Writing[" + content.length + " bytes, " + type + "]";
    }
}
