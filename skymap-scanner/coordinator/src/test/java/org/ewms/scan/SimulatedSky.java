package org.ewms.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ewms.healpix.Healpix;

/** A likelihood with a known minimum, and a crowd of pilots that return its fits in an order drawn from a seed. */
record SimulatedSky(double ra, double dec, double sigma) {
    /** −ln L of a Gaussian of the given width around (ra, dec); depends a little on the variation. */
    Fit fit(FitId id) {
        double[] angles = new double[2];
        Healpix.ofNside(id.nside()).pix2angRing(id.pixel(), angles, 0);
        double distance = distance(angles[1], Math.PI / 2 - angles[0]);
        double llh = 100 + distance * distance / (2 * sigma * sigma) + 0.1 * id.variation();
        return new Fit(id, llh, id.nside(), id.pixel(), id.variation(), 5, Double.NaN, Double.NaN, Double.NaN);
    }

    private double distance(double otherRa, double otherDec) {
        double sin1 = Math.sin((dec - otherDec) / 2);
        double sin2 = Math.sin((ra - otherRa) / 2);
        return 2 * Math.asin(Math.min(1, Math.sqrt(sin1 * sin1 + Math.cos(dec) * Math.cos(otherDec) * sin2 * sin2)));
    }

    /** Runs a scan to its end, at most {@code inFlight} pixels out at a time, returning fits in random order. */
    List<Fit> run(ScanCoordinator coordinator, int inFlight, Random random) {
        List<Fit> accepted = new ArrayList<>();
        List<FitId> out = new ArrayList<>();
        int next = 0;
        while (!coordinator.finished()) {
            while (next < coordinator.pixels() && out.size() < inFlight) {
                out.addAll(ids(coordinator.task(next++)));
            }
            Fit fit = fit(out.remove(random.nextInt(out.size())));
            if (coordinator.accept(fit) == Reply.ACCEPTED) {
                accepted.add(fit);
            }
        }
        return accepted;
    }

    static List<FitId> ids(PixelTask task) {
        List<FitId> out = new ArrayList<>();
        for (int left = task.pending(); left != 0; left &= left - 1) {
            out.add(new FitId(task.nside(), task.pixel(), Integer.numberOfTrailingZeros(left)));
        }
        return out;
    }

    /** All complete pixels by nside. */
    static TreeMap<Integer, TreeSet<Long>> pixels(ScanCoordinator coordinator) {
        var out = new TreeMap<Integer, TreeSet<Long>>();
        for (int nside : coordinator.nsides()) {
            for (long pixel : coordinator.completePixels(nside)) {
                out.computeIfAbsent(nside, n -> new TreeSet<>()).add(pixel);
            }
        }
        return out;
    }

    /** Everything a sky map is made of, as text that differs when any bit does. */
    static String print(ScanCoordinator coordinator) {
        StringBuilder out = new StringBuilder();
        for (int nside : coordinator.nsides()) {
            coordinator.forEachComplete(
                    nside,
                    (pixel, llh, eIn, eTot, x, y, z, t) -> out.append(nside)
                            .append(' ')
                            .append(pixel)
                            .append(' ')
                            .append(llh)
                            .append(' ')
                            .append(x)
                            .append(' ')
                            .append(z)
                            .append('\n'));
        }
        return out.toString();
    }
}
