package org.ewms.scan.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.Pointing;

/**
 * The original scanner's rule. For each pair of consecutive nsides up to the one after the level that crossed a threshold: refine the
 * pixels of the coarser nside around the global minimum, in a disc of as many of its pixel areas as the finer nside's extension says, and
 * both sides of every jump in −2lnL of more than 200,000.
 */
public final class ClassicRule implements RefinementRule {
    private static final double JUMP = 200_000;

    private final SkyGrid grid;
    private final List<NsideProgression.Level> levels;
    private final double predictiveThreshold;
    private final Optional<Pointing> pointing;

    public ClassicRule(
            SkyGrid grid, NsideProgression progression, double predictiveThreshold, Optional<Pointing> pointing) {
        this.grid = grid;
        this.levels = progression.levels();
        this.predictiveThreshold = predictiveThreshold;
        this.pointing = pointing;
    }

    @Override
    public Candidates first() {
        return firstLevel(grid, pointing);
    }

    static Candidates firstLevel(SkyGrid grid, Optional<Pointing> pointing) {
        Candidates out = new Candidates(grid.levels());
        if (pointing.isPresent()) {
            Pointing at = pointing.get();
            long centre = grid.pixelAt(0, at.ra(), at.dec());
            grid.disc(0, 0, centre, at.radius(), pixel -> out.add(0, pixel));
            out.add(0, centre);
        } else {
            for (long pixel = 0; pixel < grid.npix(0); pixel++) {
                out.add(0, pixel);
            }
        }
        return out;
    }

    @Override
    public double[] thresholds(int level) {
        if (level == levels.size() - 1) {
            return new double[] {1};
        }
        DoubleStream tenths =
                IntStream.rangeClosed(1, 10).mapToDouble(i -> i / 10.0).filter(f -> f > predictiveThreshold);
        return DoubleStream.concat(DoubleStream.of(predictiveThreshold), tenths).toArray();
    }

    @Override
    public Candidates refine(ScanView view, int level) {
        Candidates out = new Candidates(grid.levels());
        int last = Math.min(level + 1, levels.size() - 1);
        for (int coarse = 0; coarse < last; coarse++) {
            int next = coarse + 1;
            int from = coarse;
            refineJumps(view, coarse, pixel -> grid.descendants(from, pixel, next, child -> out.add(next, child)));
            refineMinimum(view, coarse, out);
        }
        return out;
    }

    private void refineMinimum(ScanView view, int coarse, Candidates out) {
        if (view.best() < 0) {
            return;
        }
        int next = coarse + 1;
        double radius = Math.sqrt(levels.get(next).extension() * grid.pixelArea(coarse) / Math.PI);
        int centreLevel = view.table().level(view.best());
        long centre = view.table().pixel(view.best());
        grid.disc(
                coarse,
                centreLevel,
                centre,
                radius,
                pixel -> grid.descendants(coarse, pixel, next, child -> out.add(next, child)));
    }

    private void refineJumps(ScanView view, int coarse, java.util.function.LongConsumer refine) {
        PixelTable table = view.table();
        long[] neighbours = new long[8];
        for (int row = 0; row < view.finished(); row++) {
            if (table.level(row) != coarse) {
                continue;
            }
            grid.neighbours(coarse, table.pixel(row), neighbours);
            for (long neighbour : neighbours) {
                int other = neighbour < 0 ? -1 : view.find(coarse, neighbour);
                if (other >= 0 && 2 * Math.abs(table.llh(row) - table.llh(other)) > JUMP) {
                    refine.accept(table.pixel(row));
                    refine.accept(neighbour);
                }
            }
        }
    }
}
