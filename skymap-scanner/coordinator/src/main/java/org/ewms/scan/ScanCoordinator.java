package org.ewms.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.ewms.scan.internal.AdaptiveRule;
import org.ewms.scan.internal.Candidates;
import org.ewms.scan.internal.ClassicRule;
import org.ewms.scan.internal.PixelTable;
import org.ewms.scan.internal.RefinementRule;
import org.ewms.scan.internal.ScanView;
import org.ewms.scan.internal.SkyGrid;

/**
 * The scan's state machine: fits in, pixels to reconstruct out. No I/O, clock, threads or logging; confined to one thread.
 *
 * <p>Fits may arrive in any order, from any number of pilots, twice or after a restart; the set of pixels and the outcome are always the
 * same, because decisions are taken on pixels in the order they were <em>sent</em>: a fit that arrives early waits until those before it
 * are complete. Feeding a new coordinator of the same plan with the fits accepted so far therefore restores its state exactly.
 */
public final class ScanCoordinator {
    private final ScanPlan plan;
    private final SkyGrid grid;
    private final RefinementRule rule;
    private final Random random;
    private final PixelTable table = new PixelTable();
    private final LevelCount[] counts;
    private final Map<FitId, Integer> failures = new HashMap<>();
    private final Map<FitId, String> abandoned = new TreeMap<>(ScanCoordinator::compare);
    private int finished;
    private int best = -1;
    private int rounds;
    private int highestCrossed;

    /** Starts the scan: its first pixels are there to be sent. */
    public ScanCoordinator(ScanPlan plan) {
        this.plan = plan;
        this.grid = new SkyGrid(nsides(plan));
        this.random = new Random(plan.seed());
        this.rule = switch (plan.mode()) {
            case CLASSIC -> new ClassicRule(grid, plan.progression(), plan.predictiveThreshold(), plan.pointing());
            case ADAPTIVE -> new AdaptiveRule(grid, plan.pointing());
        };
        this.counts = new LevelCount[grid.levels()];
        for (int level = 0; level < counts.length; level++) {
            counts[level] = new LevelCount(rule.thresholds(level));
        }
        append(rule.first());
    }

    private static List<Integer> nsides(ScanPlan plan) {
        if (plan.mode() == ScanMode.CLASSIC) {
            return plan.progression().levels().stream()
                    .map(NsideProgression.Level::nside)
                    .toList();
        }
        List<Integer> out = new ArrayList<>();
        int first = plan.progression().levels().getFirst().nside();
        for (int nside = first; nside <= plan.progression().target(); nside *= 2) {
            out.add(nside);
        }
        return out;
    }

    /** Number of pixels asked for so far; tasks 0 … pixels−1 exist. Grows as fits are accepted. */
    public int pixels() {
        return table.size();
    }

    /**
     * The pixel asked for as number {@code index}.
     *
     * @throws IndexOutOfBoundsException unless 0 ≤ index < {@link #pixels}
     */
    public PixelTask task(int index) {
        java.util.Objects.checkIndex(index, table.size());
        int parent = table.parent(index);
        Optional<PixelTask.Seed> seed = parent < 0
                ? Optional.empty()
                : Optional.of(new PixelTask.Seed(
                        table.x(parent), table.y(parent), table.z(parent), table.t(parent), table.energy(parent)));
        int pending = allVariations() & ~table.received(index);
        return new PixelTask(grid.nside(table.level(index)), table.pixel(index), pending, seed);
    }

    /** Number of pixels whose variations are all in. */
    public int complete() {
        int sum = 0;
        for (LevelCount count : counts) {
            sum += count.complete;
        }
        return sum;
    }

    /** Index of the first pixel that is not complete; {@link #pixels} when all are. */
    public int firstOpen() {
        return finished;
    }

    /** Index of a pixel asked for, or −1. */
    public int indexOf(int nside, long pixel) {
        int level = grid.levelOf(nside);
        return level < 0 ? -1 : table.find(level, pixel);
    }

    /** Takes a fit: {@code ACCEPTED}, {@code DUPLICATE} or {@code UNKNOWN}. */
    public Reply accept(Fit fit) {
        int row = rowOf(fit.id());
        if (row < 0) {
            return Reply.UNKNOWN;
        }
        if (!table.take(row, fit)) {
            return Reply.DUPLICATE;
        }
        counts[table.level(row)].fits++;
        if (complete(row)) {
            counts[table.level(row)].complete++;
        }
        failures.remove(fit.id());
        advance();
        return Reply.ACCEPTED;
    }

    /** Takes the news that an attempt failed: {@code RETRY}, {@code ABANDONED}, {@code DUPLICATE} or {@code UNKNOWN}. */
    public Reply fail(FitId id, String reason) {
        int row = rowOf(id);
        if (row < 0) {
            return Reply.UNKNOWN;
        }
        if ((table.received(row) & (1 << id.variation())) != 0) {
            return Reply.DUPLICATE;
        }
        if (failures.merge(id, 1, Integer::sum) < plan.maxAttempts()) {
            return Reply.RETRY;
        }
        abandon(id, reason);
        return Reply.ABANDONED;
    }

    /** Gives a fit up: it counts as NaN, with its reason in the report. */
    public Reply abandon(FitId id, String reason) {
        Reply reply = accept(Fit.missing(id));
        if (reply == Reply.ACCEPTED) {
            abandoned.put(id, reason);
        }
        return reply;
    }

    /** Fits given up and why, in order of nside, pixel, variation. */
    public Map<FitId, String> abandoned() {
        return java.util.Collections.unmodifiableMap(abandoned);
    }

    /** True when everything sent is complete and nothing more is to be sent. */
    public boolean finished() {
        return finished == table.size();
    }

    public Progress progress() {
        List<Progress.Level> levels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i].sent > 0) {
                levels.add(new Progress.Level(grid.nside(i), counts[i].sent, counts[i].complete, counts[i].fits));
            }
        }
        return new Progress(
                List.copyOf(levels),
                best < 0 ? Double.NaN : table.llh(best),
                best < 0 ? 0 : grid.nside(table.level(best)),
                best < 0 ? -1 : table.pixel(best),
                rounds,
                finished());
    }

    /** Receives complete pixels. */
    @FunctionalInterface
    public interface PixelVisitor {
        /** One pixel's best fit; see {@link Fit} for units. */
        void visit(long pixel, double llh, double eIn, double eTot, double x, double y, double z, double t);
    }

    /** The nsides this scan may use, ascending. */
    public List<Integer> nsides() {
        return nsides(plan);
    }

    /** RING indices of the pixels of one nside whose variations are all in, ascending. */
    public long[] completePixels(int nside) {
        int level = grid.levelOf(nside);
        long[] out = new long[level < 0 ? 0 : counts[level].complete];
        int size = 0;
        for (int row = 0; row < table.size() && size < out.length; row++) {
            if (table.level(row) == level && complete(row)) {
                out[size++] = table.pixel(row);
            }
        }
        Arrays.sort(out);
        return out;
    }

    /** Shows the best fit of every complete pixel of one nside, in ascending order of pixel. */
    public void forEachComplete(int nside, PixelVisitor visitor) {
        int level = grid.levelOf(nside);
        for (long pixel : completePixels(nside)) {
            int row = table.find(level, pixel);
            visitor.visit(
                    pixel,
                    table.llh(row),
                    table.eIn(row),
                    table.eTot(row),
                    table.x(row),
                    table.y(row),
                    table.z(row),
                    table.t(row));
        }
    }

    private int rowOf(FitId id) {
        boolean known = id.variation() >= 0 && id.variation() < plan.variations();
        return known ? indexOf(id.nside(), id.pixel()) : -1;
    }

    private int allVariations() {
        return (int) ((1L << plan.variations()) - 1);
    }

    private boolean complete(int row) {
        return table.received(row) == allVariations();
    }

    private void advance() {
        while (finished < table.size() && complete(finished)) {
            finish(finished++);
        }
    }

    private void finish(int row) {
        LevelCount count = counts[table.level(row)];
        count.done++;
        if (!Double.isNaN(table.llh(row)) && (best < 0 || table.llh(row) < table.llh(best))) {
            best = row;
        }
        boolean crossed = count.crossed();
        if (crossed) {
            highestCrossed = Math.max(highestCrossed, table.level(row));
            append(rule.refine(view(), table.level(row)));
        }
        if (finished == table.size()) {
            append(rule.refine(view(), highestCrossed));
        }
    }

    private ScanView view() {
        return new ScanView(table, finished, best);
    }

    private void append(Candidates candidates) {
        int before = table.size();
        for (int level = 0; level < grid.levels(); level++) {
            for (long pixel : candidates.shuffled(level, random)) {
                if (table.add(level, pixel, seedRow(level, pixel)) >= 0) {
                    counts[level].sent++;
                    counts[level].crossed();
                }
            }
        }
        if (table.size() > before) {
            rounds++;
        }
    }

    /** The finished pixel of the nearest coarser level around this one; −1 when there is none or its fit is NaN. */
    private int seedRow(int level, long pixel) {
        for (int coarse = level - 1; coarse >= 0; coarse--) {
            int row = table.find(coarse, grid.ancestor(level, pixel, coarse));
            if (row >= 0 && row < finished) {
                return Double.isNaN(table.llh(row)) ? -1 : row;
            }
        }
        return -1;
    }

    private static int compare(FitId a, FitId b) {
        int byNside = Integer.compare(a.nside(), b.nside());
        int byPixel = byNside != 0 ? byNside : Long.compare(a.pixel(), b.pixel());
        return byPixel != 0 ? byPixel : Integer.compare(a.variation(), b.variation());
    }

    /** Tallies of one level; {@code done} counts in order of sending, {@code complete} in order of arrival. */
    private static final class LevelCount {
        private final double[] thresholds;
        private int sent;
        private int done;
        private int complete;
        private int fits;
        private int bin;

        LevelCount(double[] thresholds) {
            this.thresholds = thresholds;
        }

        /** Whether a further threshold was reached since the last call; falls back silently when pixels were added. */
        boolean crossed() {
            int now = 0;
            while (now < thresholds.length && done >= thresholds[now] * sent) {
                now++;
            }
            boolean grew = now > bin;
            bin = now;
            return grew;
        }
    }
}
