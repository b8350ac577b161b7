package org.ewms.bench.healpix;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Whole arrays, compared with the C++ loop over the same operation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Inputs.CALLS)
public class BatchBenchmark {
    /** ang2pixRing. */
    @Benchmark
    public long[] ang2pixRing(Inputs in) {
        in.batch.ang2pixRing(in.theta, in.phi, in.ids, 0, Inputs.CALLS);
        return in.ids;
    }

    /** pix2angRing. */
    @Benchmark
    public double[] pix2angRing(Inputs in) {
        in.batch.pix2angRing(in.pix, in.a, in.b, 0, Inputs.CALLS);
        return in.a;
    }

    /** ang2pixNest. */
    @Benchmark
    public long[] ang2pixNest(Inputs in) {
        in.batch.ang2pixNest(in.theta, in.phi, in.ids, 0, Inputs.CALLS);
        return in.ids;
    }

    /** pix2angNest. */
    @Benchmark
    public double[] pix2angNest(Inputs in) {
        in.batch.pix2angNest(in.pix, in.a, in.b, 0, Inputs.CALLS);
        return in.a;
    }
}
