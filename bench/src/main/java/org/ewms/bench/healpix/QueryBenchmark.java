package org.ewms.bench.healpix;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Discs of 0.5 rad (nside 8), 1 degree (512) or ten cells (finer). */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Inputs.QUERIES)
public class QueryBenchmark {
    /** queryDiscRing. */
    @Benchmark
    public long queryDiscRing(Inputs in) {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            in.healpix.queryDiscRing(in.theta[i], in.phi[i], in.radius, in.ranges);
            sum += in.ranges.count();
        }
        return sum;
    }

    /** queryDiscInclusiveRing. */
    @Benchmark
    public long queryDiscInclusiveRing(Inputs in) {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            in.healpix.queryDiscInclusiveRing(in.theta[i], in.phi[i], in.radius, in.ranges);
            sum += in.ranges.count();
        }
        return sum;
    }

    /** queryDiscNest. */
    @Benchmark
    public long queryDiscNest(Inputs in) {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            in.healpix.queryDiscNest(in.theta[i], in.phi[i], in.radius, in.ranges);
            sum += in.ranges.count();
        }
        return sum;
    }

    /** queryDiscInclusiveNest. */
    @Benchmark
    public long queryDiscInclusiveNest(Inputs in) {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            in.healpix.queryDiscInclusiveNest(in.theta[i], in.phi[i], in.radius, in.ranges);
            sum += in.ranges.count();
        }
        return sum;
    }
}
