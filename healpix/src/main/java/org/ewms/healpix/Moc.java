package org.ewms.healpix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.ewms.healpix.internal.MocFits;
import org.ewms.healpix.internal.MocText;
import org.ewms.healpix.internal.RangeAlgebra;

/**
 * A multi-order coverage map: a set of cells of any orders, kept as sorted disjoint ranges of NESTED ids of
 * order 29 (IVOA MOC 2.0). Immutable. The frame is the caller's; files take it for ICRS.
 *
 * <p>Algebra is exact and takes one pass over the ranges, so its cost does not depend on the order.
 */
public final class Moc {
    private static final int MAX_ORDER = Healpix.MAX_ORDER;
    private static final long SKY = 12L << 2 * MAX_ORDER;
    private static final Moc EMPTY = new Moc(0, new long[0]);

    private final int order;
    /** Starts and ends of the ranges in turn. */
    private final long[] bounds;

    private Moc(int order, long[] bounds) {
        this.order = order;
        this.bounds = bounds;
    }

    /** Takes the cells of a coverage. */
    @FunctionalInterface
    public interface CellConsumer {
        /** Takes one cell. */
        void accept(int order, long nest);
    }

    /** The empty coverage of order 0. */
    public static Moc empty() {
        return EMPTY;
    }

    /** The whole sky at order 0. */
    public static Moc sky() {
        return new Moc(0, new long[] {0, SKY});
    }

    /**
     * The coverage of NESTED pixels of an order, such as a query's answer.
     *
     * @throws IllegalArgumentException when the order is not 0..29 or a pixel is outside it
     */
    public static Moc of(int order, PixelRanges nested) {
        long npix = Healpix.ofOrder(order).npix();
        int shift = 2 * (MAX_ORDER - order);
        long[] bounds = new long[2 * nested.count()];
        for (int i = 0; i < nested.count(); i++) {
            if (nested.start(i) < 0 || nested.end(i) > npix) {
                throw new IllegalArgumentException("pixels must lie in [0, " + npix + ") at order " + order
                        + " but reach from " + nested.start(i) + " to " + (nested.end(i) - 1));
            }
            bounds[2 * i] = nested.start(i) << shift;
            bounds[2 * i + 1] = nested.end(i) << shift;
        }
        return new Moc(order, bounds);
    }

    /**
     * The coverage of cells given by UNIQ numbers in any order, also overlapping ones.
     *
     * @throws IllegalArgumentException when a number is no UNIQ number
     */
    public static Moc ofUniq(long... uniq) {
        int order = 0;
        long[] starts = new long[uniq.length];
        long[] ends = new long[uniq.length];
        for (int i = 0; i < uniq.length; i++) {
            int k = Uniq.order(uniq[i]);
            order = Math.max(order, k);
            starts[i] = Uniq.nest(uniq[i]) << 2 * (MAX_ORDER - k);
            ends[i] = Uniq.nest(uniq[i]) + 1 << 2 * (MAX_ORDER - k);
        }
        return new Moc(order, RangeAlgebra.normalise(starts, ends));
    }

    /**
     * The coverage of ranges of NESTED ids of order 29: starts (included) and ends (excluded) in turn, ascending and
     * apart, as {@link #ranges} gives them. Its order is the coarsest that the ranges respect.
     *
     * @throws IllegalArgumentException when they are not ascending or outside [0, 12 * 4^29]
     */
    public static Moc ofRanges(long... bounds) {
        long used = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] < 0 || bounds[i] > SKY || i > 0 && bounds[i] <= bounds[i - 1]) {
                throw new IllegalArgumentException(
                        "ranges must ascend within [0, " + SKY + "] but bound " + i + " is " + bounds[i]);
            }
            used |= bounds[i];
        }
        if (bounds.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "ranges need starts and ends but there are " + bounds.length + " bounds");
        }
        int shifts = used == 0 ? MAX_ORDER : Math.min(MAX_ORDER, Long.numberOfTrailingZeros(used) / 2);
        return new Moc(MAX_ORDER - shifts, bounds.clone());
    }

    /**
     * Reads the FITS form, of MOC 1 (UNIQ numbers) or MOC 2 (those, or ranges).
     *
     * @throws IOException when the stream ends early or holds no coverage of the sky; the message says why
     */
    public static Moc readFits(InputStream in) throws IOException {
        return MocFits.read(in);
    }

    /** Writes the FITS form with UNIQ numbers, which readers of MOC 1 and of MOC 2 know. The frame is ICRS. */
    public void writeFits(OutputStream out) throws IOException {
        MocFits.writeUniq(this, out);
    }

    /** Writes the FITS form with ranges of order 29, the more compact one for ragged coverages; MOC 2 only. */
    public void writeFitsRanges(OutputStream out) throws IOException {
        MocFits.writeRanges(this, out);
    }

    /**
     * Reads the ASCII form, for instance {@code 3/1,3-5 4/80 29/}.
     *
     * @throws IllegalArgumentException when the text is none, naming the place
     */
    public static Moc ofAscii(String text) {
        return MocText.readAscii(text);
    }

    /**
     * Reads the JSON form, for instance <code>{"3": [1, 3, 4, 5], "4": [80]}</code>.
     *
     * @throws IllegalArgumentException when the text is none, naming the place
     */
    public static Moc ofJson(String text) {
        return MocText.readJson(text);
    }

    /** The ASCII form: per order its cells, runs as first-last, and the order of the coverage at the end. */
    public String toAscii() {
        return MocText.writeAscii(this);
    }

    /** The JSON form: an object of arrays of cells by order. Runs have no short form: mind huge coverages. */
    public String toJson() {
        return MocText.writeJson(this);
    }

    /** The order of the coverage: no cell is finer. */
    public int order() {
        return order;
    }

    /** The number of ranges of order 29. */
    public int rangeCount() {
        return bounds.length / 2;
    }

    /** Starts (included) and ends (excluded) of the ranges of order 29 in turn, ascending: a copy. */
    public long[] ranges() {
        return bounds.clone();
    }

    /** True when nothing is covered. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The covered part of the sky, 0 to 1. */
    public double skyFraction() {
        return coveredCells() / (double) SKY;
    }

    /** The covered area in steradian. */
    public double area() {
        return 4 * Math.PI * skyFraction();
    }

    private long coveredCells() {
        long sum = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            sum += bounds[i + 1] - bounds[i];
        }
        return sum;
    }

    /** What is in this one or the other. */
    public Moc union(Moc other) {
        return combined(other, RangeAlgebra.UNION);
    }

    /** What is in this one and the other. */
    public Moc intersection(Moc other) {
        return combined(other, RangeAlgebra.INTERSECTION);
    }

    /** What is in this one and not in the other. */
    public Moc difference(Moc other) {
        return combined(other, RangeAlgebra.DIFFERENCE);
    }

    private Moc combined(Moc other, int operation) {
        return new Moc(Math.max(order, other.order), RangeAlgebra.combine(bounds, other.bounds, operation));
    }

    /** The rest of the sky. */
    public Moc complement() {
        return new Moc(order, RangeAlgebra.combine(new long[] {0, SKY}, bounds, RangeAlgebra.DIFFERENCE));
    }

    /**
     * The coverage by cells of a coarser order: every one that is covered in part. At a finer order, the same.
     *
     * @throws IllegalArgumentException when the order is not 0..29
     */
    public Moc degrade(int coarser) {
        long cell = 1L << 2 * (MAX_ORDER - Healpix.ofOrder(coarser).order());
        long[] starts = new long[rangeCount()];
        long[] ends = new long[rangeCount()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = bounds[2 * i] & -cell;
            ends[i] = bounds[2 * i + 1] + cell - 1 & -cell;
        }
        return new Moc(Math.min(order, coarser), RangeAlgebra.normalise(starts, ends));
    }

    /** True when all of a NESTED cell is covered. */
    public boolean contains(int cellOrder, long nest) {
        Healpix.ofOrder(cellOrder).requirePixel(nest);
        int shift = 2 * (MAX_ORDER - cellOrder);
        int i = RangeAlgebra.at(bounds, nest << shift);
        return i >= 0 && bounds[i + 1] >= nest + 1 << shift;
    }

    /** True when a direction is covered; theta in [0, pi], phi finite, radians. */
    public boolean contains(double theta, double phi) {
        return contains(MAX_ORDER, Healpix.ofOrder(MAX_ORDER).ang2pixNest(theta, phi));
    }

    /** Hands over the largest possible cells that make up the coverage, along the NESTED curve. */
    public void forEachCell(CellConsumer consumer) {
        for (int i = 0; i < bounds.length; i += 2) {
            long at = bounds[i];
            while (at < bounds[i + 1]) {
                int aligned = Math.min(2 * MAX_ORDER, Long.numberOfTrailingZeros(at) & ~1);
                int fits = 63 - Long.numberOfLeadingZeros(bounds[i + 1] - at) & ~1;
                int shift = Math.min(aligned, fits);
                consumer.accept(MAX_ORDER - shift / 2, at >> shift);
                at += 1L << shift;
            }
        }
    }

    /** The UNIQ numbers of the cells of {@link #forEachCell}, ascending: order by order, as FITS wants them. */
    public long[] toUniq() {
        int[] count = {0};
        forEachCell((k, nest) -> count[0]++);
        long[] uniq = new long[count[0]];
        count[0] = 0;
        forEachCell((k, nest) -> uniq[count[0]++] = (4L << 2 * k) + nest);
        Arrays.sort(uniq);
        return uniq;
    }

    /** Replaces the content of {@code out} by the NESTED pixels of an order that are covered, in part or all. */
    public void pixels(int pixelOrder, PixelRanges out) {
        Moc cells = degrade(pixelOrder);
        int shift = 2 * (MAX_ORDER - pixelOrder);
        out.clear();
        for (int i = 0; i < cells.bounds.length; i += 2) {
            out.append(cells.bounds[i] >> shift, cells.bounds[i + 1] >> shift);
        }
    }

    /** This coverage with another order: finer, or one that the cells already respect. */
    public Moc withOrder(int newOrder) {
        Healpix.ofOrder(newOrder);
        long rest = (1L << 2 * (MAX_ORDER - newOrder)) - 1;
        for (long bound : bounds) {
            if ((bound & rest) != 0) {
                throw new IllegalArgumentException(
                        "the coverage has cells finer than order " + newOrder + "; degrade it first");
            }
        }
        return new Moc(newOrder, bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moc that && order == that.order && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return 31 * order + Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return "Moc[order=" + order + ", ranges=" + rangeCount() + ", skyFraction=" + skyFraction() + "]";
    }
}
