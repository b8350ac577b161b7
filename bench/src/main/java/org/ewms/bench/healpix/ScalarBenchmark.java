package org.ewms.bench.healpix;

import java.util.concurrent.TimeUnit;
import org.ewms.healpix.Healpix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One call after another; method names are those that the C++ program prints. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Inputs.CALLS)
public class ScalarBenchmark {
    /** ang2pixRing. */
    @Benchmark
    public long ang2pixRing(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.ang2pixRing(in.theta[i], in.phi[i]);
        }
        return sum;
    }

    /** pix2angRing. */
    @Benchmark
    public double pix2angRing(Inputs in) {
        Healpix h = in.healpix;
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2angRing(in.pix[i], in.four, 0);
            sum += in.four[0] + in.four[1];
        }
        return sum;
    }

    /** pix2vecRing. */
    @Benchmark
    public double pix2vecRing(Inputs in) {
        Healpix h = in.healpix;
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2vecRing(in.pix[i], in.four, 0);
            sum += in.four[0] + in.four[1] + in.four[2];
        }
        return sum;
    }

    /** vec2pixRing. */
    @Benchmark
    public long vec2pixRing(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.vec2pixRing(in.vectors[3 * i], in.vectors[3 * i + 1], in.vectors[3 * i + 2]);
        }
        return sum;
    }

    /** neighboursRing. */
    @Benchmark
    public long neighboursRing(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.neighboursRing(in.pix[i], in.eight, 0);
            sum += in.eight[0] + in.eight[7];
        }
        return sum;
    }

    /** interpolRing. */
    @Benchmark
    public double interpolRing(Inputs in) {
        Healpix h = in.healpix;
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.interpolRing(in.theta[i], in.phi[i], in.eight, in.four);
            sum += in.eight[0] + in.four[3];
        }
        return sum;
    }

    /** ang2pixNest. */
    @Benchmark
    public long ang2pixNest(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.ang2pixNest(in.theta[i], in.phi[i]);
        }
        return sum;
    }

    /** pix2angNest. */
    @Benchmark
    public double pix2angNest(Inputs in) {
        Healpix h = in.healpix;
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2angNest(in.pix[i], in.four, 0);
            sum += in.four[0] + in.four[1];
        }
        return sum;
    }

    /** pix2vecNest. */
    @Benchmark
    public double pix2vecNest(Inputs in) {
        Healpix h = in.healpix;
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2vecNest(in.pix[i], in.four, 0);
            sum += in.four[0] + in.four[1] + in.four[2];
        }
        return sum;
    }

    /** vec2pixNest. */
    @Benchmark
    public long vec2pixNest(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.vec2pixNest(in.vectors[3 * i], in.vectors[3 * i + 1], in.vectors[3 * i + 2]);
        }
        return sum;
    }

    /** neighboursNest. */
    @Benchmark
    public long neighboursNest(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.neighboursNest(in.pix[i], in.eight, 0);
            sum += in.eight[0] + in.eight[7];
        }
        return sum;
    }

    /** interpolNest. */
    @Benchmark
    public double interpolNest(Inputs in) {
        Healpix h = in.healpix;
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.interpolNest(in.theta[i], in.phi[i], in.eight, in.four);
            sum += in.eight[0] + in.four[3];
        }
        return sum;
    }

    /** nest2ring. */
    @Benchmark
    public long nest2ring(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.nest2ring(in.pix[i]);
        }
        return sum;
    }

    /** ring2nest. */
    @Benchmark
    public long ring2nest(Inputs in) {
        Healpix h = in.healpix;
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.ring2nest(in.pix[i]);
        }
        return sum;
    }
}
