package org.ewms.bench.likelihood;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Rounds;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.reco.internal.fit.Objective;
import org.ewms.reco.internal.track.TrackHits;
import org.ewms.reco.internal.track.TrackLikelihood;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Track likelihood with gradient: ns per pulse (one first pulse per DOM) of our scalar and vector kernels beside a plain C loop of the same formulas and
 * table. All are run in turn, round by round; processor time is taken, because the machine may have other work. The values must agree.
 */
@Command(
        name = "likelihood",
        description =
                "ns per pulse of the spe likelihood and its gradient, vector and scalar, beside a plain loop in C.")
public final class LikelihoodBench implements Benchmark {
    private static final double AGREEMENT = 1e-9;

    @Option(names = "--rounds", description = "Rounds, after one to warm up (default: ${DEFAULT-VALUE}).")
    int rounds = 9;

    @Option(names = "--seconds", description = "Processor time per round and program (default: ${DEFAULT-VALUE}).")
    double seconds = 0.4;

    @Option(names = "--seed", description = "Of the simulated event (default: ${DEFAULT-VALUE}).")
    long seed = 2;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        Workload work = Workload.of(seed);
        TrackHits hits = TrackHits.first(work.pulses(), work.geometry(), Workload.NOISE);
        List<Objective> ours = List.of(
                TrackLikelihood.vector(hits, work.direction(), work.vertex()),
                TrackLikelihood.scalar(hits, work.direction(), work.vertex()));
        List<PlainC> theirs = List.of(
                PlainC.of("a plain C loop, gcc -O3", ""),
                PlainC.of("the same, gcc -O3 -march=native", "-native"),
                PlainC.of("the same, gcc -O3 -march=native -ffast-math", "-fast"));
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-likelihood")) {
            Path input = directory.path().resolve("input");
            work.write(input);
            for (Objective one : ours) {
                check(work, one, theirs.getFirst().measure(input, seconds / 4));
                measure(work, one);
            }
            compete(work, input, ours, theirs, table);
        }
    }

    private void compete(Workload work, Path input, List<Objective> ours, List<PlainC> theirs, Table table)
            throws IOException, InterruptedException {
        Rounds[][] pairs = new Rounds[ours.size()][theirs.size()];
        for (Rounds[] row : pairs) {
            Arrays.setAll(row, k -> new Rounds());
        }
        for (int round = 0; round < rounds; round++) {
            double[] our = ours.stream().mapToDouble(one -> measure(work, one)).toArray();
            for (int k = 0; k < theirs.size(); k++) {
                double their = theirs.get(k).measure(input, seconds).getFirst();
                for (int i = 0; i < our.length; i++) {
                    pairs[i][k].add(our[i], their);
                }
            }
            table.progress("round %d of %d: vector and scalar %s ns/pulse", round + 1, rounds, text(our));
        }
        String what = "spe likelihood and gradient, " + work.doms() + " pulses, ";
        for (int k = 0; k < theirs.size(); k++) {
            table.add(
                    pairs[0][k].less(what + "vector", "ns/pulse", theirs.get(k).name()));
        }
        for (int k = 0; k < theirs.size(); k++) {
            table.add(
                    pairs[1][k].less(what + "scalar", "ns/pulse", theirs.get(k).name()));
        }
    }

    private static String text(double[] values) {
        return String.join(
                ", ",
                DoubleStream.of(values)
                        .mapToObj(v -> Double.toString(Math.rint(v * 100) / 100))
                        .toList());
    }

    /** Nanoseconds of processor time per pulse. */
    private double measure(Workload work, Objective likelihood) {
        double[] gradient = new double[3];
        double[][] points = new double[work.count()][];
        Arrays.setAll(points, work::point);
        long start = cpu();
        long end = start + (long) (seconds * 1e9);
        long passes = 0;
        double sink = 0;
        while (cpu() < end) {
            for (double[] point : points) {
                sink += likelihood.evaluate(point, gradient) + gradient[0];
            }
            passes++;
        }
        long elapsed = cpu() - start;
        if (Double.isNaN(sink)) {
            throw new IllegalStateException("the likelihood is not a number");
        }
        return elapsed / ((double) passes * points.length * work.doms());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void check(Workload work, Objective likelihood, List<Double> theirs) {
        for (int k = 0; k + 1 < theirs.size(); k++) {
            double units = work.doms() * StrictMath.log(Workload.NOISE);
            double ours = likelihood.evaluate(work.point(k), new double[3]) + units;
            if (!(Math.abs(ours - theirs.get(k + 1)) <= AGREEMENT * (1 + Math.abs(ours)))) {
                throw new IllegalStateException("C and Java differ: " + theirs.get(k + 1) + " and " + ours);
            }
        }
    }
}
