package org.ewms.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ewms.bench.coverage.Coverage;
import org.ewms.bench.healpix.HealpixBench;
import org.ewms.bench.likelihood.LikelihoodBench;
import org.ewms.bench.mq.MqBench;
import org.ewms.bench.mq.MqScale;
import org.ewms.bench.pilot.PilotBench;
import org.ewms.bench.scan.ScanOverhead;
import org.ewms.bench.scan.ScanWall;
import org.ewms.bench.skydriver.SkyDriverBench;
import org.ewms.bench.tms.EventLogBench;
import org.ewms.bench.tms.TmsBench;
import org.ewms.bench.wms.WmsBench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The entry point of {@code bench/run}: finds a benchmark by name, runs it, prints its table. */
public final class Bench {
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    Bench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Every benchmark there is, by name. */
    static Map<String, Supplier<Benchmark>> all() {
        var all = new TreeMap<String, Supplier<Benchmark>>();
        all.put("coverage", Coverage::new);
        all.put("healpix", HealpixBench::new);
        all.put("likelihood", LikelihoodBench::new);
        all.put("mq", MqBench::new);
        all.put("mq-scale", MqScale::new);
        all.put("pilot", PilotBench::new);
        all.put("scan-138632", ScanWall::new);
        all.put("scan-overhead", ScanOverhead::new);
        all.put("skydriver", SkyDriverBench::new);
        all.put("tms", TmsBench::new);
        all.put("tms-log", EventLogBench::new);
        all.put("wms", WmsBench::new);
        return all;
    }

    /** What every benchmark takes besides its own arguments. */
    private static final class Common {
        @Option(names = "--json", paramLabel = "FILE", description = "Write the rows here, as a JSON array.")
        @Nullable
        Path json;

        @Option(names = "--help", usageHelp = true, description = "Show this.")
        boolean help;
    }

    public static void main(String[] args) throws InterruptedException {
        System.exit(new Bench(System.out, System.err).run(args));
    }

    /** Runs one command line; returns the exit code. */
    int run(String... args) throws InterruptedException {
        if (args.length == 1 && args[0].equals("--list")) {
            all().forEach((name, maker) -> out.printf("%-14s %s%n", name, summary(maker.get())));
            return 0;
        }
        Supplier<Benchmark> maker = args.length == 0 ? null : all().get(args[0]);
        if (maker == null) {
            String what = args.length == 0 ? "give a name" : "there is no benchmark '" + args[0] + "'";
            err.println("bench: " + what + "; there are " + String.join(", ", all().keySet()));
            return USAGE;
        }
        Benchmark benchmark = maker.get();
        Common common = new Common();
        CommandLine line = line(benchmark).addMixin("common", common);
        line.setCommandName("bench/run " + args[0]);
        try {
            line.parseArgs(Arrays.copyOfRange(args, 1, args.length));
        } catch (ParameterException e) {
            err.println("bench: " + e.getMessage());
            return USAGE;
        }
        if (common.help) {
            line.usage(out);
            return 0;
        }
        return measure(benchmark, common.json);
    }

    private static CommandLine line(Benchmark benchmark) {
        return new CommandLine(benchmark).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static String summary(Benchmark benchmark) {
        return String.join(" ", line(benchmark).getCommandSpec().usageMessage().description());
    }

    private int measure(Benchmark benchmark, @Nullable Path json) throws InterruptedException {
        Table table = new Table(err);
        try {
            benchmark.run(table);
            table.print(out);
            if (json != null) {
                table.write(json);
            }
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            err.println("bench: " + e.getMessage());
            return 1;
        }
    }
}
