package org.ewms.scanner.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Streaming JSON of numbers: doubles exact to the bit, NaN as {@code null}, every surprise an error that names the field. */
final class JsonNumbers {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(100_000)
                    .maxNumberLength(40)
                    .build())
            .build();

    private JsonNumbers() {}

    static void write(JsonGenerator json, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    static void expectObject(JsonParser json) throws IOException, MalformedMessageException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedMessageException("expected a JSON object");
        }
    }

    static void expectArrayField(JsonParser json, String name) throws IOException, MalformedMessageException {
        if (!name.equals(json.nextFieldName()) || json.nextToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException("expected the field '" + name + "' with an array");
        }
    }

    static void expectEndArray(JsonParser json) throws IOException, MalformedMessageException {
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw new MalformedMessageException("more values than expected in a row");
        }
    }

    static int intValue(JsonParser json, String name) throws IOException, MalformedMessageException {
        long value = longValue(json, name);
        if (value != (int) value) {
            throw new MalformedMessageException(name + " is out of range: " + value);
        }
        return (int) value;
    }

    static long longValue(JsonParser json, String name) throws IOException, MalformedMessageException {
        if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new MalformedMessageException(name + " is not a whole number");
        }
        return json.getLongValue();
    }

    static double next(JsonParser json, String name) throws IOException, MalformedMessageException {
        json.nextToken();
        return current(json, name);
    }

    static double current(JsonParser json, String name) throws IOException, MalformedMessageException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> Double.NaN;
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> json.getDoubleValue();
            case null, default -> throw new MalformedMessageException(name + " is not a number");
        };
    }

    static String text(JsonParser json, String name) throws IOException, MalformedMessageException {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw new MalformedMessageException(name + " is not text");
        }
        return json.getText();
    }

    static void checkPixel(int nside, long pixel) throws MalformedMessageException {
        if (nside < 1 || Integer.bitCount(nside) != 1 || nside > 1 << 29) {
            throw new MalformedMessageException("nside is not a power of two: " + nside);
        }
        if (pixel < 0 || pixel >= 12L * nside * nside) {
            throw new MalformedMessageException("pixel " + pixel + " does not exist at nside " + nside);
        }
    }

    static MalformedMessageException malformed(String what, IOException cause) {
        return new MalformedMessageException(
                "not a " + what + ": " + cause.getClass().getSimpleName(), cause);
    }
}
