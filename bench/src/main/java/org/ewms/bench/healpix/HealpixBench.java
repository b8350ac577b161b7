package org.ewms.bench.healpix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Our HEALPix beside HEALPix C++ in one run. Both sides report the best of many short rounds, which a busy machine
 * disturbs least.
 */
@Command(name = "healpix", description = "Our HEALPix beside HEALPix C++, ns per call, best of many rounds.")
public final class HealpixBench implements Benchmark {
    @Parameters(paramLabel = "NSIDE", description = "Resolutions (default: 8, 512, 1048576, 536870912).")
    List<String> nsides = List.of("8", "512", "1048576", "536870912");

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        Map<String, Double> theirs = runNative(nsides);
        for (RunResult result : runOurs(nsides)) {
            String label = result.getParams().getBenchmark();
            String operation = label.substring(label.lastIndexOf('.') + 1);
            String form = label.contains("BatchBenchmark") ? " batch" : "";
            String nside = result.getParams().getParam("nside");
            Double reference = theirs.get(operation + " " + nside);
            if (reference != null) {
                double ours = result.getPrimaryResult().getStatistics().getMin();
                table.add(Row.less(operation + form + " nside " + nside, ours, reference, "ns/call", "HEALPix C++"));
            }
        }
    }

    private static Map<String, Double> runNative(List<String> nsides) throws IOException, InterruptedException {
        Path source = Path.of(System.getProperty("ewms.root", "."), "bench/src/main/native/healpix/build.sh");
        Path program = Files.createTempFile("healpix_loops", "");
        run(List.of(source.toString(), program.toString()));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(nsides);
        Map<String, Double> best = new LinkedHashMap<>();
        for (String line : run(command).split("\n")) {
            String[] word = line.split(" ");
            best.put(word[0] + " " + word[1], Double.valueOf(word[2]));
        }
        Files.delete(program);
        return best;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code + "; it needs g++ and libhealpix-cxx-dev");
        }
        return output;
    }

    private static Iterable<RunResult> runOurs(List<String> nsides) throws IOException {
        try {
            return new Runner(new OptionsBuilder()
                            .include("org\\.ewms\\.bench\\.healpix\\.(Scalar|Batch|Query)Benchmark")
                            .param("nside", nsides.toArray(String[]::new))
                            .forks(1)
                            .jvmArgsAppend("--add-modules=jdk.incubator.vector")
                            .warmupIterations(4)
                            .warmupTime(TimeValue.milliseconds(800))
                            .measurementIterations(60)
                            .measurementTime(TimeValue.milliseconds(20))
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IOException("JMH failed: " + e.getMessage(), e);
        }
    }
}
