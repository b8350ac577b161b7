package org.ewms.skydriver.internal.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.skydriver.internal.store.ResultMark;
import org.ewms.skymap.NsideTable;
import org.jspecify.annotations.Nullable;

/**
 * Pixels of one scan in the order in which they became known. Their numbers go on from a beginning that is later for each log, so that a
 * number of an earlier log is known to be one.
 */
public final class PixelLog {
    private final long before;
    private final SortedMap<Integer, NsideTable> known = new TreeMap<>();
    private final Set<ResultMark> results = new HashSet<>();
    private int[] nsides = new int[256];
    private long[] pixels = new long[256];
    private double[] llhs = new double[256];
    private int size;

    /** @param before number before the first */
    PixelLog(long before) {
        this.before = before;
    }

    /**
     * Part of the log.
     *
     * @param seq number of its last row
     * @param more whether there are more after it
     * @param restart whether whoever asks must forget what they have
     * @param pixels rows of nside, RING index and −ln L, which is null where the fit failed
     */
    public record Part(long seq, boolean more, boolean restart, List<List<@Nullable Object>> pixels) {}

    /** Whether the pixels of that result are here, and maybe later ones; null for none. */
    synchronized boolean has(@Nullable ResultMark result) {
        return result == null || results.contains(result);
    }

    /**
     * Takes what is new in a later state of the scan; false when pixels are gone, so that this is another scan's.
     *
     * @param result whose pixels these are; null for none
     */
    synchronized boolean take(SortedMap<Integer, NsideTable> tables, @Nullable ResultMark result) {
        if (!tables.keySet().containsAll(known.keySet())
                || !known.values().stream().allMatch(each -> within(each, tables))) {
            return false;
        }
        tables.values().forEach(this::take);
        known.putAll(tables);
        if (result != null) {
            results.add(result);
        }
        return true;
    }

    private static boolean within(NsideTable before, SortedMap<Integer, NsideTable> tables) {
        long[] now =
                java.util.Objects.requireNonNull(tables.get(before.nside())).pixel();
        int at = 0;
        for (long pixel : before.pixel()) {
            while (at < now.length && now[at] < pixel) {
                at++;
            }
            if (at == now.length || now[at] != pixel) {
                return false;
            }
        }
        return true;
    }

    private void take(NsideTable table) {
        @Nullable NsideTable earlier = known.get(table.nside());
        long[] there = earlier == null ? new long[0] : earlier.pixel();
        int at = 0;
        for (int i = 0; i < table.size(); i++) {
            while (at < there.length && there[at] < table.pixel()[i]) {
                at++;
            }
            boolean same = earlier != null
                    && at < there.length
                    && there[at] == table.pixel()[i]
                    && Double.compare(earlier.llh()[at], table.llh()[i]) == 0;
            if (!same) {
                append(table.nside(), table.pixel()[i], table.llh()[i]);
            }
        }
    }

    private void append(int nside, long pixel, double llh) {
        if (size == nsides.length) {
            int more = size + (size >> 1);
            nsides = Arrays.copyOf(nsides, more);
            pixels = Arrays.copyOf(pixels, more);
            llhs = Arrays.copyOf(llhs, more);
        }
        nsides[size] = nside;
        pixels[size] = pixel;
        llhs[size] = llh;
        size++;
    }

    /** Number of the last row. */
    public synchronized long seq() {
        return before + size;
    }

    /** Rows after that number, {@code limit} at most. */
    public synchronized Part after(long number, int limit) {
        boolean ours = number >= before && number <= before + size;
        int from = ours ? (int) (number - before) : 0;
        int to = (int) Math.min(size, (long) from + limit);
        List<List<@Nullable Object>> rows = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            rows.add(Arrays.asList(nsides[i], pixels[i], Double.isFinite(llhs[i]) ? llhs[i] : null));
        }
        return new Part(before + to, to < size, !ours && number != 0, rows);
    }
}
