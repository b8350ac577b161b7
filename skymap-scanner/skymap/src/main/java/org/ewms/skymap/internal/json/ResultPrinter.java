package org.ewms.skymap.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;

/** Prints a result in version 1, one row per line. */
public final class ResultPrinter {
    private final JsonGenerator json;

    public ResultPrinter(JsonGenerator json) {
        this.json = json;
    }

    public void print(ScanResult result) throws IOException {
        json.writeStartObject();
        for (NsideTable table : result.tables().values()) {
            json.writeRaw(result.tables().firstKey() == table.nside() ? "\n" : "");
            json.writeObjectFieldStart("nside-" + table.nside());
            columns();
            metadata(result, table.nside());
            rows(table);
            json.writeEndObject();
            json.writeRaw("\n");
        }
        json.writeEndObject();
        json.writeRaw("\n");
    }

    private void columns() throws IOException {
        json.writeArrayFieldStart("columns");
        for (String column : Columns.VERSION_1) {
            json.writeString(column);
        }
        json.writeEndArray();
    }

    private void metadata(ScanResult result, int nside) throws IOException {
        EventMetadata event = result.event();
        json.writeObjectFieldStart("metadata");
        json.writeNumberField("nside", nside);
        json.writeBooleanField("complete", result.complete());
        json.writeNumberField("run_id", event.runId());
        json.writeNumberField("event_id", event.eventId());
        json.writeStringField("event_type", event.eventType());
        json.writeFieldName("mjd");
        number(event.mjd());
        json.writeBooleanField("is_real_event", event.realEvent());
        json.writeNumberField("version", 1);
        json.writeEndObject();
    }

    private void rows(NsideTable table) throws IOException {
        json.writeArrayFieldStart("data");
        double[][] columns = {table.llh(), table.eIn(), table.eTot(), table.x(), table.y(), table.z(), table.t()};
        for (int row = 0; row < table.size(); row++) {
            json.writeStartArray();
            json.writeNumber(table.pixel()[row]);
            for (double[] column : columns) {
                number(column[row]);
            }
            json.writeEndArray();
            json.writeRaw("\n");
        }
        json.writeEndArray();
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Columns.NAN);
        }
    }
}
