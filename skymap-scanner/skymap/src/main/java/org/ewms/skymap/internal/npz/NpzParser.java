package org.ewms.skymap.internal.npz;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkymapException;
import org.jspecify.annotations.Nullable;

/** Reads what skyreader's to_npz wrote, of version 0 or 1, with or without a header. */
public final class NpzParser {
    private static final String[] COLUMNS = {"llh", "E_in", "E_tot", "X", "Y", "Z", "T"};
    private static final int REQUIRED = 1;
    /** Uncompressed; a full sky of nside 512 has 200 MB. */
    private static final int MOST_BYTES = 300_000_000;

    private final SortedMap<Integer, NsideTable> tables = new TreeMap<>();
    private @Nullable Npy header;

    public ScanResult parse(InputStream in) throws IOException {
        var zip = new ZipInputStream(in);
        long total = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName().replaceFirst("\\.npy$", "");
            byte[] bytes = zip.readNBytes(MOST_BYTES);
            total += bytes.length;
            if (total >= MOST_BYTES) {
                throw new SkymapException("the file unpacks to more than " + MOST_BYTES + " bytes");
            }
            add(name, Npy.parse(name, bytes));
        }
        if (tables.isEmpty()) {
            throw new SkymapException("not a scan result: no array nside-N in a zip");
        }
        return header == null
                ? new ScanResult(new EventMetadata(0, 0, "", 0, false), tables, true)
                : new ScanResult(event(header), tables, complete(header));
    }

    private void add(String name, Npy array) {
        if (name.equals("header")) {
            header = array;
            return;
        }
        if (!name.matches("nside-\\d{1,9}")) {
            throw new SkymapException("the array " + name + " is neither header nor nside-N");
        }
        int nside = Integer.parseInt(name.substring(6));
        if (Integer.bitCount(nside) != 1 || nside > 1 << 29) {
            throw new SkymapException(name + ": " + nside + " is not a power of two up to 2^29");
        }
        if (tables.put(nside, table(name, nside, array)) != null) {
            throw new SkymapException(name + " is there twice");
        }
    }

    private static NsideTable table(String name, int nside, Npy array) {
        long[] pixel = new long[array.rows()];
        double[][] columns = new double[COLUMNS.length][array.rows()];
        for (int row = 0; row < pixel.length; row++) {
            pixel[row] = array.integer(row, "index");
            if (pixel[row] < 0 || pixel[row] >= 12L * nside * nside) {
                throw new SkymapException(name + " row " + row + ": there is no pixel " + pixel[row]);
            }
            for (int k = 0; k < COLUMNS.length; k++) {
                boolean there = k < REQUIRED || array.has(COLUMNS[k]);
                double value = there ? array.real(row, COLUMNS[k]) : Double.NaN;
                columns[k][row] = Double.isFinite(value) ? value : Double.NaN;
            }
        }
        return NsideTable.sorted(nside, pixel, columns);
    }

    private static EventMetadata event(Npy header) {
        if (header.rows() == 0) {
            throw new SkymapException("the header has no row");
        }
        return new EventMetadata(
                number(header, "run_id"),
                number(header, "event_id"),
                header.text(0, "event_type"),
                header.real(0, "mjd"),
                header.has("is_real_event") && header.integer(0, "is_real_event") != 0);
    }

    private static int number(Npy header, String column) {
        long value = header.integer(0, column);
        if (value != (int) value) {
            throw new SkymapException("header." + column + " is " + value + ", not a 32-bit integer");
        }
        return (int) value;
    }

    private static boolean complete(Npy header) {
        boolean complete = true;
        for (int row = 0; row < header.rows() && header.has("complete"); row++) {
            complete &= header.integer(row, "complete") != 0;
        }
        return complete;
    }
}
