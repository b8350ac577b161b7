package org.ewms.skymap.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkymapException;

/** Reads a result of version 0 or 1 and checks everything skyreader checks, and that the pixels exist. */
public final class ResultParser {
    private final JsonParser json;
    private final SortedMap<Integer, NsideTable> tables = new TreeMap<>();
    private EventMetadata event = new EventMetadata(0, 0, "", 0, false);
    private boolean complete = true;

    public ResultParser(JsonParser json) {
        this.json = json;
    }

    public ScanResult parse() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the document");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            table(json.currentName());
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, "the document's end");
        if (json.nextToken() != null) {
            throw new SkymapException("not a scan result: something follows the document");
        }
        return new ScanResult(event, tables, complete);
    }

    private void table(String key) throws IOException {
        int nside = nside(key);
        if (tables.containsKey(nside)) {
            throw new SkymapException(key + " is there twice");
        }
        expect(json.nextToken(), JsonToken.START_OBJECT, key);
        List<String> columns = List.of();
        Map<String, Object> metadata = Map.of();
        var rows = new Rows(key, nside);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            switch (field) {
                case "columns" -> columns = strings(key + ".columns");
                case "metadata" -> metadata = scalars(key + ".metadata");
                case "data" -> rows.read(json);
                default ->
                    throw new SkymapException(
                            key + " has the key \"" + field + "\"; only columns, metadata and data belong there");
            }
        }
        int version = version(key, nside, metadata);
        if (!columns.equals(version == 0 ? Columns.VERSION_0 : Columns.VERSION_1)) {
            throw new SkymapException(key + " has the columns " + columns + ", which version " + version + " has not");
        }
        event(key, metadata);
        tables.put(nside, rows.table(columns.size()));
    }

    private static int nside(String key) {
        try {
            int nside = Integer.parseInt(key.startsWith("nside-") ? key.substring(6) : "");
            if (nside > 0 && nside <= 1 << 29 && Integer.bitCount(nside) == 1) {
                return nside;
            }
        } catch (NumberFormatException e) {
            // Said below, as for any other wrong key.
        }
        throw new SkymapException("\"" + key + "\" is not nside-N with N a power of two up to 2^29");
    }

    private static int version(String key, int nside, Map<String, Object> metadata) {
        if (!(metadata.get("nside") instanceof Long stated) || stated != nside) {
            throw new SkymapException(key + ".metadata.nside is " + metadata.get("nside") + " and should be " + nside);
        }
        Object version = metadata.getOrDefault("version", 0L);
        if (version instanceof Long number && (number == 0 || number == 1)) {
            return number.intValue();
        }
        throw new SkymapException(key + ".metadata.version is " + version + "; versions 0 and 1 are known");
    }

    private void event(String key, Map<String, Object> metadata) {
        complete &= !Boolean.FALSE.equals(metadata.get("complete"));
        var stated = new EventMetadata(
                integer(key, metadata, "run_id"),
                integer(key, metadata, "event_id"),
                metadata.getOrDefault("event_type", "").toString(),
                metadata.getOrDefault("mjd", 0L) instanceof Number mjd ? mjd.doubleValue() : Double.NaN,
                Boolean.TRUE.equals(metadata.get("is_real_event")));
        if (!tables.isEmpty() && !stated.equals(event)) {
            throw new SkymapException(
                    key + ".metadata is of another event (" + stated + ") than the rest (" + event + ")");
        }
        event = stated;
    }

    private static int integer(String key, Map<String, Object> metadata, String field) {
        Object value = metadata.getOrDefault(field, 0L);
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw new SkymapException(key + ".metadata." + field + " is " + value + ", not a 32-bit integer");
    }

    private List<String> strings(String where) throws IOException {
        expect(json.nextToken(), JsonToken.START_ARRAY, where);
        var out = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY && out.size() < 100) {
            expect(json.currentToken(), JsonToken.VALUE_STRING, where);
            out.add(json.getText());
        }
        return List.copyOf(out);
    }

    private Map<String, Object> scalars(String where) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, where);
        var out = new HashMap<String, Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME && out.size() < 1000) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            out.put(
                    name,
                    switch (token) {
                        case VALUE_NUMBER_INT -> json.getLongValue();
                        case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                        case VALUE_TRUE -> true;
                        case VALUE_FALSE -> false;
                        case VALUE_NULL -> "";
                        case VALUE_STRING -> Columns.NAN.equals(json.getText()) ? Double.NaN : json.getText();
                        default ->
                            throw new SkymapException(where + "." + name + " is not a number, string or boolean");
                    });
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, where);
        return out;
    }

    private static void expect(@org.jspecify.annotations.Nullable JsonToken found, JsonToken wanted, String where) {
        if (found != wanted) {
            throw new SkymapException("not a scan result: " + where + " should be "
                    + wanted.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " but is "
                    + (found == null
                            ? "cut off"
                            : found.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
        }
    }
}
