package org.ewms.bench.healpix;

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
            // Vector loops take over only after millions of elements.
            for (int i = 0; i < HealpixBench.ROUNDS_TO_VECTORS; i++) {
                loops.round(operation);
            }
        }
    }

    /** A round. */
    @Benchmark
    public double round() throws Exception {
        return loops.round(operation);
    }
}
