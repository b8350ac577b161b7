package org.ewms.skymap.internal.fits;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import nom.tam.fits.HeaderCard;
import org.ewms.skymap.SkymapException;

/**
 * Reads the first binary table of a file. nom-tam-fits parses the cards; the rows are read as they come, so that a header that promises
 * more than the file holds costs no memory.
 */
public final class TableReader {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BLOCK = 2880;
    private static final int CARD = 80;
    private static final int MOST_BLOCKS = 300;
    private static final int MOST_COLUMNS = 999;
    /** A flat map of nside 2048 in double precision and some more. */
    private static final int MOST_BYTES = 512 << 20;

    private TableReader() {}

    private record Column(String name, char type, int repeat, int offset) {
        int width() {
            return switch (type) {
                case 'D', 'K' -> 8;
                case 'E', 'J' -> 4;
                case 'I' -> 2;
                default -> 1;
            };
        }
    }

    /** The table: its cards and its bytes. */
    public static final class Table {
        private final Map<String, String> header;
        private final List<Column> columns;
        private final int rowBytes;
        private final ByteBuffer data;

        private Table(Map<String, String> header, List<Column> columns, int rowBytes, ByteBuffer data) {
            this.header = header;
            this.columns = columns;
            this.rowBytes = rowBytes;
            this.data = data;
        }

        /** Values of all cards by key, HIERARCH keys without that word. */
        public Map<String, String> header() {
            return header;
        }

        /** Number of columns. */
        public int columnCount() {
            return columns.size();
        }

        /** Name of a column, empty when it has none. */
        public String columnName(int i) {
            return column(i).name;
        }

        public double[] doubles(String name) {
            return doubles(named(name));
        }

        public long[] longs(String name) {
            return longs(named(name));
        }

        public boolean has(String name) {
            return columns.stream().anyMatch(column -> column.name.equals(name));
        }

        private int named(String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name.equals(name)) {
                    return i;
                }
            }
            throw new SkymapException("there is no column " + name + " but "
                    + columns.stream().map(Column::name).toList());
        }

        public double[] doubles(int column) {
            Column c = column(column);
            double[] out = new double[rows() * c.repeat];
            for (int i = 0; i < out.length; i++) {
                int at = at(c, i);
                out[i] = switch (c.type) {
                    case 'D' -> data.getDouble(at);
                    case 'E' -> data.getFloat(at);
                    default -> integer(c, at);
                };
            }
            return out;
        }

        public long[] longs(int column) {
            Column c = column(column);
            long[] out = new long[rows() * c.repeat];
            for (int i = 0; i < out.length; i++) {
                out[i] = integer(c, at(c, i));
            }
            return out;
        }

        private Column column(int i) {
            if (i >= columns.size()) {
                throw new SkymapException("the table has " + columns.size() + " columns, wanted is column " + (i + 1));
            }
            return columns.get(i);
        }

        private int rows() {
            return data.limit() / rowBytes;
        }

        private int at(Column c, int i) {
            return i / c.repeat * rowBytes + c.offset + i % c.repeat * c.width();
        }

        private long integer(Column c, int at) {
            return switch (c.type) {
                case 'K' -> data.getLong(at);
                case 'J' -> data.getInt(at);
                case 'I' -> data.getShort(at);
                default ->
                    throw new SkymapException(
                            "column " + c.name + " has the type " + c.type + ", not a number as wanted");
            };
        }
    }

    /** @throws SkymapException when this is no FITS file with a binary table, or is cut off */
    public static Table read(InputStream raw) throws IOException {
        var in = new BufferedInputStream(raw);
        in.mark(2);
        boolean gzip = (in.read() << 8 | in.read()) == GZIP_MAGIC;
        in.reset();
        try (InputStream fits = gzip ? new GZIPInputStream(in) : in) {
            Map<String, String> primary = header(fits);
            if (!"T".equals(primary.get("SIMPLE")) || !"0".equals(primary.get("NAXIS"))) {
                throw new SkymapException("not a FITS file with an empty primary part");
            }
            Map<String, String> header = header(fits);
            if (!"BINTABLE".equals(header.get("XTENSION"))) {
                throw new SkymapException("the first extension is " + header.get("XTENSION") + ", not a BINTABLE");
            }
            return table(header, fits);
        } catch (java.io.EOFException | java.util.zip.ZipException e) {
            throw new SkymapException("the file is cut off or damaged: " + e.getMessage(), e);
        }
    }

    /** One header: blocks of 36 cards up to the one with END. */
    private static Map<String, String> header(InputStream in) throws IOException {
        var out = new LinkedHashMap<String, String>();
        for (int blocks = 0; blocks < MOST_BLOCKS; blocks++) {
            byte[] block = in.readNBytes(BLOCK);
            if (block.length < BLOCK) {
                throw new SkymapException("not a FITS file, or cut off in a header");
            }
            String text = new String(block, StandardCharsets.ISO_8859_1);
            for (int at = 0; at < BLOCK; at += CARD) {
                String line = text.substring(at, at + CARD);
                if (line.isBlank() || line.startsWith("COMMENT") || line.startsWith("HISTORY")) {
                    continue;
                }
                if (line.stripTrailing().equals("END")) {
                    return out;
                }
                HeaderCard card = card(line);
                if (card.isKeyValuePair() && card.getValue() != null) {
                    out.put(
                            card.getKey().replaceFirst("^HIERARCH\\.", ""),
                            card.getValue().trim());
                }
            }
        }
        throw new SkymapException("the header has no END within " + MOST_BLOCKS * BLOCK / CARD + " cards");
    }

    private static HeaderCard card(String line) {
        try {
            return HeaderCard.create(line);
        } catch (IllegalArgumentException e) {
            throw new SkymapException("not a FITS header card: \"" + line.strip() + "\"", e);
        }
    }

    private static Table table(Map<String, String> header, InputStream in) throws IOException {
        long rowBytes = number(header, "NAXIS1");
        long rows = number(header, "NAXIS2");
        List<Column> columns = columns(header, rowBytes);
        if (rowBytes > MOST_BYTES || rows > MOST_BYTES || rowBytes * rows > MOST_BYTES) {
            throw new SkymapException("the table has " + rows + " rows of " + rowBytes + " bytes; at most "
                    + (MOST_BYTES >> 20) + " MiB are read");
        }
        int wanted = (int) (rowBytes * rows);
        // Takes memory as the bytes come: a header that promises more than there is costs nothing.
        byte[] bytes = in.readNBytes(wanted);
        if (bytes.length < wanted) {
            throw new SkymapException(
                    "the file is cut off: " + bytes.length + " of " + wanted + " bytes of the table are there");
        }
        return new Table(header, columns, (int) rowBytes, ByteBuffer.wrap(bytes));
    }

    private static List<Column> columns(Map<String, String> header, long rowBytes) {
        long count = number(header, "TFIELDS");
        if (count < 1 || count > MOST_COLUMNS) {
            throw new SkymapException("TFIELDS is " + count + ", not in 1 … " + MOST_COLUMNS);
        }
        var out = new ArrayList<Column>();
        long offset = 0;
        for (int i = 1; i <= count; i++) {
            String format = header.getOrDefault("TFORM" + i, "");
            var match = java.util.regex.Pattern.compile("(\\d{0,9})([A-Z])").matcher(format);
            if (!match.lookingAt() || "XCMPQ".contains(match.group(2))) {
                throw new SkymapException("TFORM" + i + " is \"" + format + "\", which a sky map does not have");
            }
            int repeat = match.group(1).isEmpty() ? 1 : Integer.parseInt(match.group(1));
            var column = new Column(
                    header.getOrDefault("TTYPE" + i, ""), match.group(2).charAt(0), repeat, (int) offset);
            out.add(column);
            offset += (long) repeat * column.width();
            if (repeat == 0 || offset > rowBytes) {
                throw new SkymapException(
                        "column " + i + " (" + format + ") does not fit into rows of " + rowBytes + " bytes");
            }
        }
        return out;
    }

    private static long number(Map<String, String> header, String key) {
        String text = header.getOrDefault(key, "");
        if (!text.matches("\\d{1,18}")) {
            throw new SkymapException(key + " is \"" + text + "\", not a number");
        }
        return Long.parseLong(text);
    }
}
