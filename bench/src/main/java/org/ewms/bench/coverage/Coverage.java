package org.ewms.bench.coverage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ewms.bench.Benchmark;
import org.ewms.bench.SimulatedFile;
import org.ewms.bench.Table;
import org.ewms.reco.RecoException;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.PixelReconstructor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Scans simulated events in memory and counts how often the true direction lies inside the contours. Every event is scanned in each mode
 * asked for, so that modes are compared on the same events.
 */
@Command(
        name = "coverage",
        description = "How often contours of simulated events hold the truth, and what the scan modes cost.")
public final class Coverage implements Benchmark {
    @Option(names = "--events", description = "Events (default: ${DEFAULT-VALUE}).")
    int events = 100;

    @Option(names = "--seed", description = "Of the first event; the next ones follow (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--kind", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Simulated.Kind kind = Simulated.Kind.TRACK;

    @Option(names = "--reco", description = "Reconstruction (default: ${DEFAULT-VALUE}).")
    String reco = "spe";

    @Option(names = "--reco-option", paramLabel = "KEY=VALUE", description = "Of the reconstruction; may be repeated.")
    Map<String, String> recoOptions = new TreeMap<>();

    @Option(names = "--mode", split = ",", description = "${COMPLETION-CANDIDATES} (default: both).")
    List<ScanMode> modes = List.of(ScanMode.CLASSIC, ScanMode.ADAPTIVE);

    @Option(names = "--nsides", description = "Progression (default: ${DEFAULT-VALUE}).")
    String nsides = "8:0,64:12,512:24";

    @Option(names = "--energy", split = "-", description = "Least and greatest energy, GeV (default: 1e4-1e6).")
    double[] energy = {1e4, 1e6};

    @Option(names = "--threads", description = "Events at a time (default: processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write or replace this run's section of the file.")
    @Nullable
    Path markdown;

    /** The trials of one event; empty when the reconstruction refused it. */
    private record Outcome(Map<ScanMode, Trial> trials) {}

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        if (events < 1) {
            throw new IllegalArgumentException("--events must be at least 1, is " + events);
        }
        List<Outcome> outcomes = scanAll(table);
        int refused = (int) outcomes.stream().filter(o -> o.trials.isEmpty()).count();
        if (refused == events) {
            throw new IllegalArgumentException("--reco " + reco + " refused every event");
        }
        List<Summary> summaries =
                modes.stream().map(mode -> summary(mode, outcomes)).toList();
        Report report = new Report(title(), command(), seed, refused, summaries);
        report.fill(table);
        if (markdown != null) {
            report.write(markdown);
        }
    }

    private static Summary summary(ScanMode mode, List<Outcome> outcomes) {
        List<Trial> trials = outcomes.stream()
                .filter(outcome -> !outcome.trials.isEmpty())
                .map(outcome -> outcome.trials.get(mode))
                .toList();
        return new Summary(mode.name().toLowerCase(Locale.ROOT), trials);
    }

    private String title() {
        return kind.name().toLowerCase(Locale.ROOT) + " events, " + reco;
    }

    private String command() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "bench/run coverage --events %d --seed %d --kind %s --reco %s --nsides %s --energy %.0f-%.0f",
                events,
                seed,
                kind.name().toLowerCase(Locale.ROOT),
                reco,
                nsides,
                energy[0],
                energy[1]));
        out.append(" --mode ")
                .append(modes.stream()
                        .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(",")));
        recoOptions.forEach((key, value) ->
                out.append(" --reco-option ").append(key).append('=').append(value));
        return out.toString();
    }

    private List<Outcome> scanAll(Table table) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CompletionService<Outcome> running = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < events; i++) {
                long own = seed + i;
                running.submit(() -> scan(own));
            }
            long told = System.nanoTime();
            while (outcomes.size() < events) {
                Future<Outcome> done = running.poll(2, TimeUnit.SECONDS);
                if (done != null) {
                    outcomes.add(done.get());
                }
                if (System.nanoTime() - told > 2_000_000_000L) {
                    told = System.nanoTime();
                    table.progress("%s: %d of %d events", title(), outcomes.size(), events);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scan failed", e.getCause());
        }
        return outcomes;
    }

    private Outcome scan(long own) throws IOException, InterruptedException {
        var options = SimulationOptions.defaults().withEnergy(energy[0], energy[1]);
        SimulatedFile event = SimulatedFile.of(kind, own, options);
        Map<ScanMode, Trial> trials = new EnumMap<>(ScanMode.class);
        try {
            PixelReconstructor reconstructor = Trial.prepare(event, reco, recoOptions);
            for (ScanMode mode : modes) {
                trials.put(mode, Trial.run(event, reconstructor, plan(mode, reconstructor)));
            }
        } catch (RecoException e) {
            trials.clear();
        }
        return new Outcome(trials);
    }

    private ScanPlan plan(ScanMode mode, PixelReconstructor reconstructor) {
        return new ScanPlan(
                NsideProgression.parse(nsides), mode, reconstructor.variations(), 1.0, 1, 3, Optional.empty());
    }
}
