package org.ewms.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ewms.healpix.Healpix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classic rule beside a naive writing-down of the original's: whole-sky loops, one map per nside. */
class ClassicScanTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void scans_the_pixels_the_original_rule_scans(long seed) {
        Random random = new Random(seed);
        SimulatedSky sky = new SimulatedSky(
                random.nextDouble() * 2 * Math.PI, Math.asin(2 * random.nextDouble() - 1), Math.toRadians(2));
        NsideProgression progression = NsideProgression.parse("2:0,8:12,32:24");
        ScanCoordinator scan =
                new ScanCoordinator(ScanPlan.defaults(ScanMode.CLASSIC).withProgression(progression));
        sky.run(scan, 30, random);
        assertThat(SimulatedSky.pixels(scan)).isEqualTo(naive(sky, progression));
    }

    /** The original's loop, with results that arrive in the order of sending, coarse pixels first. */
    private static TreeMap<Integer, TreeSet<Long>> naive(SimulatedSky sky, NsideProgression progression) {
        var done = new TreeMap<Integer, Map<Long, Double>>();
        var sent = new TreeMap<Integer, TreeSet<Long>>();
        var queue = new ArrayDeque<FitId>();
        send(choose(done, progression, -1), sent, queue);
        while (!queue.isEmpty()) {
            FitId id = queue.remove();
            Map<Long, Double> level = done.computeIfAbsent(id.nside(), n -> new HashMap<>());
            level.put(id.pixel(), sky.fit(id).llh());
            if (level.size() == sent.getOrDefault(id.nside(), new TreeSet<>()).size()) {
                send(choose(done, progression, level(progression, id.nside())), sent, queue);
            }
        }
        return sent;
    }

    private static void send(
            TreeMap<Integer, TreeSet<Long>> chosen, TreeMap<Integer, TreeSet<Long>> sent, ArrayDeque<FitId> queue) {
        chosen.forEach((nside, pixels) -> pixels.stream()
                .filter(sent.computeIfAbsent(nside, n -> new TreeSet<>())::add)
                .forEach(pixel -> queue.add(new FitId(nside, pixel, 0))));
    }

    private static int level(NsideProgression progression, int nside) {
        int level = 0;
        while (progression.levels().get(level).nside() != nside) {
            level++;
        }
        return level;
    }

    private static TreeMap<Integer, TreeSet<Long>> choose(
            TreeMap<Integer, Map<Long, Double>> done, NsideProgression progression, int thresholded) {
        var out = new TreeMap<Integer, TreeSet<Long>>();
        var levels = progression.levels();
        if (done.isEmpty()) {
            TreeSet<Long> all = new TreeSet<>();
            for (long pixel = 0;
                    pixel < Healpix.ofNside(levels.getFirst().nside()).npix();
                    pixel++) {
                all.add(pixel);
            }
            out.put(levels.getFirst().nside(), all);
            return out;
        }
        int bestNside = 0;
        long bestPixel = -1;
        double best = Double.POSITIVE_INFINITY;
        for (var entry : done.entrySet()) {
            for (var fit : entry.getValue().entrySet()) {
                if (fit.getValue() < best) {
                    best = fit.getValue();
                    bestNside = entry.getKey();
                    bestPixel = fit.getKey();
                }
            }
        }
        for (int i = 0; i < Math.min(thresholded + 1, levels.size() - 1); i++) {
            Healpix coarse = Healpix.ofNside(levels.get(i).nside());
            Healpix fine = Healpix.ofNside(levels.get(i + 1).nside());
            if (!done.containsKey(levels.get(i).nside())) {
                continue;
            }
            double radius = Math.sqrt(levels.get(i + 1).extension() * coarse.pixelArea() / Math.PI);
            double[] centre = new double[3];
            Healpix.ofNside(bestNside).pix2vecRing(bestPixel, centre, 0);
            long factor = (fine.nside() / coarse.nside()) * (fine.nside() / coarse.nside());
            for (long pixel = 0; pixel < coarse.npix(); pixel++) {
                double[] at = new double[3];
                coarse.pix2vecRing(pixel, at, 0);
                if (Math.acos(Math.clamp(at[0] * centre[0] + at[1] * centre[1] + at[2] * centre[2], -1, 1)) < radius) {
                    long first = coarse.ring2nest(pixel) * factor;
                    for (long nest = first; nest < first + factor; nest++) {
                        long ring = fine.nest2ring(nest);
                        if (!done.getOrDefault((int) fine.nside(), Map.of()).containsKey(ring)) {
                            out.computeIfAbsent((int) fine.nside(), n -> new TreeSet<>())
                                    .add(ring);
                        }
                    }
                }
            }
        }
        return out;
    }

    @Test
    void the_default_scan_of_a_track_takes_about_three_thousand_pixels() {
        SimulatedSky sky = new SimulatedSky(2.42, 0.0026, Math.toRadians(0.4));
        ScanCoordinator scan = new ScanCoordinator(ScanPlan.defaults(ScanMode.CLASSIC));
        sky.run(scan, 500, new Random(1));
        var pixels = SimulatedSky.pixels(scan);
        assertThat(pixels.get(8)).hasSize(768);
        assertThat(pixels.get(64)).hasSizeBetween(640, 1100);
        assertThat(pixels.get(512)).hasSizeBetween(1400, 2200);
    }
}
