package org.ewms.bench.healpix;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One round of one operation of one library; rounds are timed one by one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoopsBenchmark {
    static final String OURS = "OURS";
    static final String CLASSES = "ewms.bench.healpix.classes";

    /** 40 million elements: vector loops have taken over by then. */
    private static final int ROUNDS_TO_VECTORS = 40_000_000 / Inputs.CALLS;

    private static final long PATIENCE_NS = 30_000_000_000L;
    private static final long COMPILED_NS = 20;
    private static final long STEADY_NS = 300_000_000L;

    /** Large methods are compiled again and again as they show what they do, with pauses between. */
    private static final long STEADY_QUERIES_NS = 2_500_000_000L;

    @Param(OURS)
    public String library = OURS;

    @Param("ANG2PIX_RING")
    public Operation operation = Operation.ANG2PIX_RING;

    @Param("512")
    public long nside;

    private Loops loops = ignored -> 0;

    /** Makes inputs, and loads the library. */
    @Setup(Level.Trial)
    public void load() throws Exception {
        Inputs in = new Inputs(nside);
        loops = library.equals(OURS)
                ? new OurLoops(in)
                : JavaLibrary.valueOf(library).load(Path.of(System.getProperty(CLASSES, "")), in);
        if (operation.batch()) {
            warmVectors();
        }
        warm();
    }

    /** Vector loops take over after millions of elements, and are slow until they are compiled. */
    private void warmVectors() throws Exception {
        for (int i = 0; i < ROUNDS_TO_VECTORS; i++) {
            loops.round(operation);
        }
        long end = System.nanoTime() + PATIENCE_NS;
        long took;
        do {
            took = timed();
        } while (took > COMPILED_NS * operation.calls() && System.nanoTime() < end);
    }

    /**
     * Until rounds get no faster and nothing else goes on in this process, as the compiler does, which may be long at a large method.
     * Processor time counts, as on a busy machine both take longer.
     */
    private void warm() throws Exception {
        long steady = operation.calls() == Inputs.QUERIES ? STEADY_QUERIES_NS : STEADY_NS;
        long end = System.nanoTime() + PATIENCE_NS;
        long least = Long.MAX_VALUE;
        long since = ownNanos();
        long others = othersNanos();
        while (System.nanoTime() < end) {
            long took = timed();
            boolean faster = took < least - least / 50;
            boolean over = ownNanos() - since >= steady;
            if (over && othersNanos() - others < steady / 20) {
                return;
            }
            if (faster || over) {
                least = Math.min(least, took);
                since = ownNanos();
                others = othersNanos();
            }
        }
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long othersNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() - ownNanos();
    }

    private long timed() throws Exception {
        long start = System.nanoTime();
        loops.round(operation);
        return System.nanoTime() - start;
    }

    /** A round. */
    @Benchmark
    public double round() throws Exception {
        return loops.round(operation);
    }
}
