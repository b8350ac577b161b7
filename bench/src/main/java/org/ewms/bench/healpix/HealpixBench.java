package org.ewms.bench.healpix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Our HEALPix beside the other libraries, in one run. All report the least of many rounds of the same calls, which a busy
 * machine disturbs least. Java runs under JMH, one JVM per operation, library and nside.
 */
@Command(
        name = "healpix",
        description = "Our HEALPix beside HEALPix C++ (packaged, and compiled for this processor), the official Java"
                + " library and CDS Java: ns per call, and how many times faster than the fastest of them.")
public final class HealpixBench implements Benchmark {
    @Parameters(paramLabel = "NSIDE", description = "Resolutions, powers of 2 (default: 8 512 1048576 536870912).")
    List<Long> nsides = List.of(8L, 512L, 1L << 20, 1L << 29);

    @Option(names = "--only", paramLabel = "WORD", description = "Operations whose name contains it, as ang2pix.")
    String only = "";

    @Option(
            names = "--milliseconds",
            paramLabel = "N",
            description = "To measure each operation for, once it gets no faster (default: 300).")
    int milliseconds = 300;

    @Option(names = "--runs", paramLabel = "N", description = "Of everything; figures are medians (default: 1).")
    int runs = 1;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        check();
        List<Operation> operations = Arrays.stream(Operation.values())
                .filter(operation ->
                        operation.label().contains(only) || operation.id().contains(only))
                .toList();
        Times times = new Times();
        List<Row> remarks = new ArrayList<>();
        try (TemporaryDirectory classes = TemporaryDirectory.create("healpix")) {
            for (int run = 0; run < runs; run++) {
                boolean last = run == runs - 1;
                for (NativeLibrary library : NativeLibrary.values()) {
                    cpp(library, operations, times, table, last ? remarks : new ArrayList<>());
                }
                for (JavaLibrary library : JavaLibrary.values()) {
                    java(library, classes.path(), operations, times, table, last ? remarks : new ArrayList<>());
                }
                table.progress("ours ...");
                double allocated = ours(operations, times);
                if (last) {
                    remarks.add(Row.less(
                            "allocation, most of a call or element", Math.max(0.001, allocated), 1, "B", "a budget"));
                }
            }
        }
        times.write(table);
        remarks.forEach(table::add);
    }

    private void check() {
        for (long nside : nsides) {
            if (Long.bitCount(nside) != 1 || nside > Inputs.LARGEST_NSIDE) {
                throw new IllegalArgumentException("NSIDE must be a power of 2 up to 536870912 but is " + nside);
            }
        }
        if (milliseconds < 1 || runs < 1) {
            throw new IllegalArgumentException("--milliseconds and --runs must be 1 or more");
        }
    }

    private void cpp(NativeLibrary library, List<Operation> operations, Times times, Table table, List<Row> remarks)
            throws InterruptedException {
        table.progress("%s ...", library.label());
        Path bench = Path.of(System.getProperty("ewms.root", "."), "bench");
        try {
            Path program = library.build(bench.resolve("src/main/native/healpix"), bench.resolve("target/native"));
            library.measure(program, operations, nsides, milliseconds)
                    .forEach((nside, found) ->
                            found.forEach((operation, ns) -> times.theirs(library.label(), nside, operation, ns)));
        } catch (IOException e) {
            remarks.add(Row.plain(library.label(), Double.NaN, "-", String.valueOf(e.getMessage())));
        }
    }

    private void java(
            JavaLibrary library, Path classes, List<Operation> operations, Times times, Table table, List<Row> remarks)
            throws IOException {
        table.progress("%s ...", library.label());
        String missing = library.missing();
        if (missing != null) {
            remarks.add(Row.plain(library.label(), Double.NaN, "-", missing));
            return;
        }
        library.compile(Path.of(System.getProperty("ewms.root", "."), "bench/src/main/reference/healpix"), classes);
        for (long nside : nsides) {
            Set<Operation> able = library.operations(nside);
            List<Operation> asked = operations.stream()
                    .map(Operation::scalar)
                    .distinct()
                    .filter(able::contains)
                    .toList();
            Inputs in = new Inputs(nside);
            for (RunResult result : jmh(library.name(), classes, asked, nside, null)) {
                Operation operation = operation(result);
                if (Agreement.between(library, classes, in, operation)) {
                    times.theirs(library.label(), nside, operation, least(result) / operation.calls());
                } else {
                    remarks.add(Row.plain(
                            library.label() + ": " + operation.label() + ", nside " + nside,
                            least(result) / operation.calls(),
                            "ns/call",
                            "left out: other answers than ours"));
                }
            }
        }
    }

    /**
     * Answers the most bytes that a call, or an element of an array, allocates of those that should not. The profiler counts the whole
     * process, JMH with it: about a megabyte each time it measures, which would be a hundred bytes per array.
     */
    private double ours(List<Operation> operations, Times times) throws IOException {
        double most = 0;
        for (long nside : nsides) {
            for (RunResult result : jmh(LoopsBenchmark.OURS, null, operations, nside, GCProfiler.class)) {
                Operation operation = operation(result);
                times.ours(nside, operation, least(result) / operation.calls());
                Result<?> perRound = result.getSecondaryResults().get("gc.alloc.rate.norm");
                if (perRound != null && !operation.query()) {
                    most = Math.max(most, perRound.getScore() / operation.calls());
                }
            }
        }
        return most;
    }

    private static Operation operation(RunResult result) {
        return Operation.valueOf(result.getParams().getParam("operation"));
    }

    /** The least round in ns. */
    private static double least(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMin();
    }

    private Collection<RunResult> jmh(
            String library,
            @Nullable Path classes,
            List<Operation> operations,
            long nside,
            @Nullable Class<GCProfiler> profiler)
            throws IOException {
        if (operations.isEmpty()) {
            return List.of();
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(LoopsBenchmark.class.getName())
                .param("library", library)
                .param("operation", operations.stream().map(Operation::name).toArray(String[]::new))
                .param("nside", String.valueOf(nside))
                .forks(1)
                .jvmArgsAppend("-D" + LoopsBenchmark.CLASSES + "=" + classes)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(Math.ceilDiv(milliseconds, 3)))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(Math.ceilDiv(milliseconds, 3)))
                .verbosity(VerboseMode.SILENT);
        try {
            return new Runner((profiler == null ? options : options.addProfiler(profiler)).build()).run();
        } catch (RunnerException e) {
            throw new IOException("JMH failed: " + e.getMessage(), e);
        }
    }
}
