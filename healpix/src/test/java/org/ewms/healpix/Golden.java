package org.ewms.healpix;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/** The reference values that src/test/golden/make-golden.py made with healpy. */
final class Golden {
    static final long[] POWERS = {1, 2, 4, 8, 64, 512, 8192, 1 << 17, 1 << 20, 1 << 25, 1 << 29};
    static final long[] OTHERS = {3, 5, 12, 100, 1000003, (1 << 29) - 1};
    static final Golden VALUES = new Golden();

    private final Map<String, double[]> reals = new LinkedHashMap<>();
    private final Map<String, long[]> wholes = new LinkedHashMap<>();

    private Golden() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(
                Objects.requireNonNull(Golden.class.getResourceAsStream("golden.bin.gz"), "golden.bin.gz"))))) {
            while (readSection(in)) {
                // All sections are kept.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean readSection(DataInputStream in) throws IOException {
        String name;
        try {
            name = in.readUTF();
        } catch (EOFException end) {
            return false;
        }
        boolean real = in.readByte() == 'd';
        int count = in.readInt();
        double[] d = new double[real ? count : 0];
        long[] q = new long[real ? 0 : count];
        for (int i = 0; i < count; i++) {
            if (real) {
                d[i] = in.readDouble();
            } else {
                q[i] = in.readLong();
            }
        }
        if (real) {
            reals.put(name, d);
        } else {
            wholes.put(name, q);
        }
        return true;
    }

    double[] reals(String name) {
        return Objects.requireNonNull(reals.get(name), name);
    }

    long[] wholes(String name) {
        return Objects.requireNonNull(wholes.get(name), name);
    }

    static long[] nsides(boolean nest) {
        return nest
                ? POWERS
                : LongStream.concat(LongStream.of(POWERS), LongStream.of(OTHERS))
                        .toArray();
    }

    static String tag(boolean nest, long nside) {
        return (nest ? "nest/" : "ring/") + nside + "/";
    }
}
