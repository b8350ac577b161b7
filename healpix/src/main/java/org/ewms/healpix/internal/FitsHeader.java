package org.ewms.healpix.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cards of one FITS header, as far as tables of numbers need them (FITS 4.0, sections 3 and 4). */
final class FitsHeader {
    static final int BLOCK = 2880;
    private static final int CARD = 80;
    private static final int VALUE = 10;
    /** More blocks than any header of a coverage has. */
    private static final int MOST_BLOCKS = 1000;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Adds a card; a text is quoted. */
    FitsHeader put(String keyword, String text) {
        values.put(keyword, String.format("'%-8s'", text));
        return this;
    }

    /** Adds a card with a number. */
    FitsHeader put(String keyword, long number) {
        values.put(keyword, String.format("%20d", number));
        return this;
    }

    /** Adds a card with a logical true. */
    FitsHeader putTrue(String keyword) {
        values.put(keyword, String.format("%20s", "T"));
        return this;
    }

    /** Writes all cards and the end, filled up to a block. */
    void write(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (keyword, value) -> text.append(String.format("%-80s", String.format("%-8s= %s", keyword, value))));
        text.append(String.format("%-80s", "END"));
        while (text.length() % BLOCK != 0) {
            text.append(' ');
        }
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads up to the end card; null when the stream is at its end. */
    static @Nullable FitsHeader read(InputStream in, String what) throws IOException {
        FitsHeader header = new FitsHeader();
        for (int block = 0; block < MOST_BLOCKS; block++) {
            byte[] bytes = in.readNBytes(BLOCK);
            if (bytes.length == 0 && block == 0) {
                return null;
            }
            if (bytes.length < BLOCK) {
                throw new EOFException("the file ends within " + what);
            }
            String text = new String(bytes, StandardCharsets.US_ASCII);
            for (int at = 0; at < BLOCK; at += CARD) {
                String keyword = text.substring(at, at + 8).strip();
                if (keyword.equals("END")) {
                    return header;
                }
                if (text.startsWith("= ", at + 8)) {
                    header.values.putIfAbsent(keyword, text.substring(at + VALUE, at + CARD));
                }
            }
        }
        throw new IOException(what + " has no END card: the file is no FITS file or is damaged");
    }

    /** A text, without quotes and blanks behind it; the default when there is no such card. */
    String text(String keyword, String otherwise) {
        String value = values.get(keyword);
        if (value == null) {
            return otherwise;
        }
        String bare = value.strip();
        if (!bare.startsWith("'")) {
            return bare.split("/", 2)[0].strip();
        }
        int end = bare.indexOf('\'', 1);
        return (end < 0 ? bare.substring(1) : bare.substring(1, end)).strip();
    }

    /** A whole number from 0 on; the default when there is no such card. */
    long number(String keyword, long otherwise) throws IOException {
        String value = text(keyword, String.valueOf(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= 0 || keyword.equals("BITPIX")) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IOException("the card " + keyword + " needs a whole number of 0 or more but has '" + value + "'");
    }

    /** The bytes of the data behind this header, without the filling. */
    long dataBytes() throws IOException {
        long axes = number("NAXIS", 0);
        long elements = axes == 0 ? 0 : 1;
        try {
            for (int i = 1; i <= axes; i++) {
                elements = Math.multiplyExact(elements, number("NAXIS" + i, 0));
            }
            long all = Math.multiplyExact(number("GCOUNT", 1), Math.addExact(number("PCOUNT", 0), elements));
            return Math.multiplyExact(Math.abs(number("BITPIX", 8)) / 8, all);
        } catch (ArithmeticException e) {
            throw new IOException("the NAXIS cards tell of more data than any file holds", e);
        }
    }
}
