package org.ewms.skymap.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.SkymapException;

/** Collects the rows of one nside in growing columns, then sorts them by pixel. */
final class Rows {
    private static final int MAX_COLUMNS = 8;

    private final String key;
    private final long pixels;
    private final double[][] columns = new double[MAX_COLUMNS - 1][64];
    private long[] index = new long[64];
    private int size;
    private int width = -1;

    Rows(String key, int nside) {
        this.key = key;
        this.pixels = 12L * nside * nside;
    }

    void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw new SkymapException(key + ".data is not an array");
        }
        while (json.nextToken() == JsonToken.START_ARRAY) {
            row(json);
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new SkymapException(where() + " is not an array");
        }
    }

    private void row(JsonParser json) throws IOException {
        grow();
        if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new SkymapException(where() + ": index is not an integer");
        }
        index[size] = json.getLongValue();
        if (index[size] < 0 || index[size] >= pixels) {
            throw new SkymapException(where() + ": index " + index[size] + " is outside 0 … " + (pixels - 1));
        }
        int column = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (column == MAX_COLUMNS - 1) {
                throw new SkymapException(where() + " has more than " + MAX_COLUMNS + " values");
            }
            columns[column++][size] = number(json);
        }
        if (width >= 0 && column != width) {
            throw new SkymapException(
                    where() + " has " + (column + 1) + " values, the rows before have " + (width + 1));
        }
        width = column;
        size++;
    }

    private double number(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = json.getDoubleValue();
            return Double.isFinite(value) ? value : Double.NaN;
        }
        if (token == JsonToken.VALUE_STRING && Columns.NAN.equals(json.getText())) {
            return Double.NaN;
        }
        throw new SkymapException(where() + ": \"" + json.getText() + "\" is not a number");
    }

    private void grow() {
        if (size == index.length) {
            index = Arrays.copyOf(index, 2 * size);
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Arrays.copyOf(columns[i], 2 * size);
            }
        }
    }

    NsideTable table(int expectedColumns) {
        if (size > 0 && width + 1 != expectedColumns) {
            throw new SkymapException(
                    key + ".data has " + (width + 1) + " values per row for " + expectedColumns + " columns");
        }
        int nside = (int) Math.round(Math.sqrt(pixels / 12.0));
        long[] pixel = Arrays.copyOf(index, size);
        double[][] out = new double[MAX_COLUMNS - 1][];
        for (int i = 0; i < out.length; i++) {
            out[i] = Arrays.copyOf(columns[i], size);
            if (i >= Math.max(width, 0)) {
                Arrays.fill(out[i], Double.NaN);
            }
        }
        return NsideTable.sorted(nside, pixel, out);
    }

    private String where() {
        return key + ".data row " + size;
    }
}
