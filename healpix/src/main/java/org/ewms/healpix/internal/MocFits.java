package org.ewms.healpix.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.Moc;

/** The FITS form of a coverage, IVOA MOC 2.0 section 4.3.1: a table with one column of UNIQ numbers, or of ranges. */
public final class MocFits {
    private static final int CHUNK = 1 << 16;

    private MocFits() {}

    /** Writes UNIQ numbers, which readers of MOC 1 and of MOC 2 know. */
    public static void writeUniq(Moc moc, OutputStream out) throws IOException {
        write(moc, "UNIQ", "NUNIQ", moc.toUniq(), out);
    }

    /** Writes ranges of order 29, which readers of MOC 2 know. */
    public static void writeRanges(Moc moc, OutputStream out) throws IOException {
        write(moc, "RANGE", "RANGE", moc.ranges(), out);
    }

    private static void write(Moc moc, String column, String ordering, long[] values, OutputStream out)
            throws IOException {
        new FitsHeader()
                .putTrue("SIMPLE")
                .put("BITPIX", 8)
                .put("NAXIS", 0)
                .putTrue("EXTEND")
                .write(out);
        FitsHeader header = new FitsHeader();
        header.put("XTENSION", "BINTABLE").put("BITPIX", 8).put("NAXIS", 2).put("NAXIS1", Long.BYTES);
        header.put("NAXIS2", values.length).put("PCOUNT", 0).put("GCOUNT", 1).put("TFIELDS", 1);
        header.put("TTYPE1", column)
                .put("TFORM1", "K")
                .put("PIXTYPE", "HEALPIX")
                .put("ORDERING", ordering);
        header.put("COORDSYS", "C").put("MOCVERS", "2.0").put("MOCDIM", "SPACE");
        header.put("MOCORD_S", moc.order()).put("MOCORDER", moc.order()).write(out);
        for (int from = 0; from < values.length; from += CHUNK) {
            int to = Math.min(values.length, from + CHUNK);
            ByteBuffer bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
            bytes.asLongBuffer().put(values, from, to - from);
            out.write(bytes.array());
        }
        long used = (long) values.length * Long.BYTES % FitsHeader.BLOCK;
        out.write(new byte[used == 0 ? 0 : (int) (FitsHeader.BLOCK - used)]);
    }

    /**
     * Reads the first table of a coverage.
     *
     * @throws IOException when there is none, or the file is damaged
     */
    public static Moc read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        FitsHeader primary = FitsHeader.read(data, "the primary header");
        if (primary == null || !primary.text("SIMPLE", "").equals("T")) {
            throw new IOException("not a FITS file: it does not start with SIMPLE = T");
        }
        skip(data, primary);
        for (FitsHeader header = FitsHeader.read(data, "the header of the table"); header != null; ) {
            if (header.text("XTENSION", "").equals("BINTABLE")) {
                return table(data, header);
            }
            skip(data, header);
            header = FitsHeader.read(data, "the header of the table");
        }
        throw new IOException("the file has no binary table, which holds the cells of a coverage");
    }

    private static void skip(InputStream in, FitsHeader header) throws IOException {
        long bytes = Math.ceilDiv(header.dataBytes(), (long) FitsHeader.BLOCK) * FitsHeader.BLOCK;
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new EOFException("the file ends within the data before the table");
        }
    }

    private static Moc table(DataInputStream in, FitsHeader header) throws IOException {
        String form = header.text("TFORM1", "");
        boolean wide = form.equals("K") || form.equals("1K");
        int width = wide ? Long.BYTES : Integer.BYTES;
        if (!wide && !form.equals("J") && !form.equals("1J")
                || header.number("TFIELDS", 1) != 1
                || header.number("NAXIS1", 0) != width) {
            throw new IOException("a coverage is a table of one column of K or J numbers, but TFORM1 is '" + form
                    + "', TFIELDS " + header.text("TFIELDS", "missing") + " and NAXIS1 "
                    + header.text("NAXIS1", "missing"));
        }
        long[] values = column(in, header.number("NAXIS2", 0), wide);
        long order = header.number("MOCORD_S", header.number("MOCORDER", 0));
        String ordering = header.text("ORDERING", "NUNIQ");
        Moc moc;
        try {
            moc = switch (ordering) {
                case "NUNIQ" -> Moc.ofUniq(values);
                case "RANGE", "RANGE29" -> ofRanges(values);
                default ->
                    throw new IOException(
                            "ORDERING must be NUNIQ or RANGE for a coverage of the sky but is " + ordering);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("the table holds no coverage: " + e.getMessage(), e);
        }
        return withOrder(moc, order);
    }

    /** The order of the header, where it is one and coarse enough cells allow it. */
    private static Moc withOrder(Moc moc, long order) {
        return order <= Healpix.MAX_ORDER && order >= moc.order() ? moc.withOrder((int) order) : moc;
    }

    private static Moc ofRanges(long[] bounds) {
        if (bounds.length % 2 != 0) {
            throw new IllegalArgumentException("ranges need pairs of numbers but there are " + bounds.length);
        }
        long[] starts = new long[bounds.length / 2];
        long[] ends = new long[starts.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = bounds[2 * i];
            ends[i] = bounds[2 * i + 1];
            if (ends[i] <= starts[i]) {
                throw new IllegalArgumentException(
                        "range " + i + " ends before it starts: " + starts[i] + ", " + ends[i]);
            }
        }
        return Moc.ofRanges(RangeAlgebra.normalise(starts, ends));
    }

    /** Numbers, read in pieces so that a damaged count needs no memory. */
    private static long[] column(DataInputStream in, long count, boolean wide) throws IOException {
        if (count > Integer.MAX_VALUE - 8) {
            throw new IOException("NAXIS2 says " + count + " cells, more than fit into memory");
        }
        long[] values = new long[(int) Math.min(count, CHUNK)];
        for (int i = 0; i < count; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
            }
            try {
                values[i] = wide ? in.readLong() : in.readInt();
            } catch (EOFException e) {
                throw new EOFException("the file ends within the table, after " + i + " of " + count + " numbers");
            }
        }
        return values;
    }
}
