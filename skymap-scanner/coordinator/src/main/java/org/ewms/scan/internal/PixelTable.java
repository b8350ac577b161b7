package org.ewms.scan.internal;

import java.util.Arrays;
import org.ewms.scan.Fit;

/**
 * All pixels of a scan in the order they were asked for, in chunked primitive columns: about 60 bytes a pixel, 84 with energies, plus
 * the index from (nside, pixel) to row. Rows are never removed.
 */
public final class PixelTable {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK - 1;
    private static final int CORE = 5;
    private static final int LOSSES = 3;

    private final PixelIndex index = new PixelIndex(this);
    private long[][] pixels = new long[0][];
    private byte[][] levels = new byte[0][];
    private int[][] received = new int[0][];
    private byte[][] bestVariation = new byte[0][];
    private int[][] parents = new int[0][];
    private double[][] core = new double[0][];
    private double[][] losses = new double[0][];
    private int size;

    public int size() {
        return size;
    }

    /**
     * Adds a row.
     *
     * @param parent row whose fit seeds this pixel, or −1
     * @return its number, or −1 when the pixel is there already
     */
    public int add(int level, long pixel, int parent) {
        if (index.find(level, pixel) >= 0) {
            return -1;
        }
        int row = size;
        int chunk = row >> CHUNK_BITS;
        if (chunk == pixels.length) {
            grow(chunk + 1);
        }
        pixels[chunk][row & MASK] = pixel;
        levels[chunk][row & MASK] = (byte) level;
        bestVariation[chunk][row & MASK] = -1;
        parents[chunk][row & MASK] = parent;
        size++;
        index.insert(row);
        return row;
    }

    private void grow(int chunks) {
        pixels = Arrays.copyOf(pixels, chunks);
        levels = Arrays.copyOf(levels, chunks);
        received = Arrays.copyOf(received, chunks);
        bestVariation = Arrays.copyOf(bestVariation, chunks);
        parents = Arrays.copyOf(parents, chunks);
        core = Arrays.copyOf(core, chunks);
        losses = Arrays.copyOf(losses, chunks);
        pixels[chunks - 1] = new long[CHUNK];
        levels[chunks - 1] = new byte[CHUNK];
        received[chunks - 1] = new int[CHUNK];
        bestVariation[chunks - 1] = new byte[CHUNK];
        parents[chunks - 1] = new int[CHUNK];
        core[chunks - 1] = new double[CHUNK * CORE];
        losses[chunks - 1] = new double[0];
    }

    /** Row of a pixel, or −1. */
    public int find(int level, long pixel) {
        return index.find(level, pixel);
    }

    public long pixel(int row) {
        return pixels[row >> CHUNK_BITS][row & MASK];
    }

    public int level(int row) {
        return levels[row >> CHUNK_BITS][row & MASK];
    }

    public int parent(int row) {
        return parents[row >> CHUNK_BITS][row & MASK];
    }

    /** Bit v is set when variation v has been taken. */
    public int received(int row) {
        return received[row >> CHUNK_BITS][row & MASK];
    }

    public double llh(int row) {
        return core(row, 0);
    }

    public double x(int row) {
        return core(row, 1);
    }

    public double y(int row) {
        return core(row, 2);
    }

    public double z(int row) {
        return core(row, 3);
    }

    public double t(int row) {
        return core(row, 4);
    }

    public double energy(int row) {
        return loss(row, 0);
    }

    public double eIn(int row) {
        return loss(row, 1);
    }

    public double eTot(int row) {
        return loss(row, 2);
    }

    private double core(int row, int column) {
        return core[row >> CHUNK_BITS][(row & MASK) * CORE + column];
    }

    private double loss(int row, int column) {
        double[] chunk = losses[row >> CHUNK_BITS];
        return chunk.length == 0 ? Double.NaN : chunk[(row & MASK) * LOSSES + column];
    }

    /**
     * Takes one variation's fit; of several the smallest −ln L stays, of equal ones the lowest variation, so that the outcome does not
     * depend on the order of arrival.
     *
     * @return false when that variation was taken before
     */
    public boolean take(int row, Fit fit) {
        int chunk = row >> CHUNK_BITS;
        int at = row & MASK;
        int bit = 1 << fit.id().variation();
        if ((received[chunk][at] & bit) != 0) {
            return false;
        }
        received[chunk][at] |= bit;
        if (bestVariation[chunk][at] < 0 || better(fit, llh(row), bestVariation[chunk][at])) {
            bestVariation[chunk][at] = (byte) fit.id().variation();
            store(chunk, at, fit);
        }
        return true;
    }

    private static boolean better(Fit fit, double llh, int variation) {
        boolean nan = Double.isNaN(fit.llh());
        if (nan != Double.isNaN(llh)) {
            return !nan;
        }
        return nan || fit.llh() == llh ? fit.id().variation() < variation : fit.llh() < llh;
    }

    private void store(int chunk, int at, Fit fit) {
        double[] row = core[chunk];
        row[at * CORE] = fit.llh();
        row[at * CORE + 1] = fit.x();
        row[at * CORE + 2] = fit.y();
        row[at * CORE + 3] = fit.z();
        row[at * CORE + 4] = fit.t();
        boolean none = Double.isNaN(fit.energy()) && Double.isNaN(fit.eIn()) && Double.isNaN(fit.eTot());
        if (none && losses[chunk].length == 0) {
            return;
        }
        if (losses[chunk].length == 0) {
            losses[chunk] = new double[CHUNK * LOSSES];
            Arrays.fill(losses[chunk], Double.NaN);
        }
        losses[chunk][at * LOSSES] = fit.energy();
        losses[chunk][at * LOSSES + 1] = fit.eIn();
        losses[chunk][at * LOSSES + 2] = fit.eTot();
    }
}
