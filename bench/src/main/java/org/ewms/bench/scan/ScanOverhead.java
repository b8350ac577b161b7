package org.ewms.bench.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Figures;
import org.ewms.bench.Rounds;
import org.ewms.bench.Row;
import org.ewms.bench.SimulatedFile;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scanner.ScanListener;
import org.ewms.scanner.ScanSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scans whose fits take no time: what is left is coordinator, journal, broker and pilot. */
@Command(
        name = "scan-overhead",
        description =
                "Scans with fits of 0 ms: results/s beside the bare broker, CPU per result, heap per pixel, profile.")
public final class ScanOverhead implements Benchmark {
    private static final int WARM_UP = 64;
    private static final int SAMPLES = 10;
    private static final double MEBIBYTE = 1 << 20;

    @Option(names = "--sizes", split = ",", description = "Nsides of whole-sky scans (default: ${DEFAULT-VALUE}).")
    List<Integer> sizes = List.of(32, 64, 128, 256);

    @Option(
            names = "--compare-at",
            description = "Nside at which the bare broker is compared (default: ${DEFAULT-VALUE}).")
    int compareAt = 128;

    @Option(names = "--rounds", description = "Rounds of each measurement (default: ${DEFAULT-VALUE}).")
    int rounds = 3;

    @Option(names = "--threads", description = "Workers (default: ${DEFAULT-VALUE}).")
    int threads = 2;

    @Option(names = "--profile-rows", description = "Methods shown of the profile (default: ${DEFAULT-VALUE}).")
    int profileRows = 20;

    private final SimulatedFile event = SimulatedFile.of(Simulated.Kind.TRACK, 1, SimulationOptions.defaults());

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        heap(table);
        scan(WARM_UP, false, snapshot -> {});
        compare(table);
        for (int nside : sizes) {
            size(nside, table);
        }
        memory(sizes.getLast(), table);
        profile(table);
    }

    private void heap(Table table) {
        for (int nside : new int[] {256, 512}) {
            double bytes = CoordinatorHeap.bytesPerPixel(nside, false);
            double withEnergies = CoordinatorHeap.bytesPerPixel(nside, true);
            String sky = "coordinator heap, " + 12L * nside * nside + " pixels";
            table.add(Row.less(sky, bytes, 100, "B/pixel", "the budget"));
            table.add(Row.less(sky + ", energies too", withEnergies, 100, "B/pixel", "the budget"));
        }
    }

    private LocalScan.Outcome scan(int nside, boolean keepTraffic, ScanListener listener)
            throws IOException, InterruptedException {
        ScanSpec spec = new ScanSpec(
                event.name(),
                event.content(),
                "dummy",
                Map.of(),
                NsideProgression.parse(nside + ":0"),
                ScanMode.CLASSIC,
                1.0,
                1,
                3,
                Optional.empty());
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-bench-overhead")) {
            return new LocalScan(threads, false, keepTraffic, listener).run(spec, directory.path());
        }
    }

    private void compare(Table table) throws IOException, InterruptedException {
        Rounds pairs = new Rounds();
        for (int round = -1; round < rounds; round++) {
            LocalScan.Outcome outcome = scan(compareAt, true, snapshot -> {});
            double bare = outcome.fits() / bare(outcome.runner().traffic());
            table.progress("round %d: scan %.0f results/s, bare broker %.0f results/s", round, outcome.rate(), bare);
            if (round >= 0) {
                pairs.add(outcome.rate(), bare);
            }
        }
        table.add(pairs.more(
                "results/s, " + 12L * compareAt * compareAt + " pixels",
                "1/s",
                "the same messages sent, answered and collected over the same broker, nothing else"));
    }

    private static double bare(List<MeteredRunner.Traffic> traffic) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-bench-raw")) {
            return new RawBroker(traffic).seconds(directory.path().resolve("broker"));
        }
    }

    private void size(int nside, Table table) throws IOException, InterruptedException {
        double[] rate = new double[rounds];
        double[] micros = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            LocalScan.Outcome outcome = scan(nside, false, snapshot -> {});
            rate[round] = outcome.rate();
            micros[round] = outcome.collectorCpu() / outcome.fits() * 1e6;
            table.progress(
                    "nside %d round %d: %.0f results/s, collector %.2f µs/result",
                    nside, round, rate[round], micros[round]);
        }
        String pixels = 12L * nside * nside + " pixels";
        table.add(Row.more("results/s, " + pixels, Figures.median(rate), 5000, "1/s", "the target"));
        table.add(Row.less("collector CPU, " + pixels, Figures.median(micros), 20, "µs/result", "the budget"));
    }

    /** Heap in use after garbage collection, at tenths of the scan. */
    private void memory(int nside, Table table) throws IOException, InterruptedException {
        long npix = 12L * nside * nside;
        List<Double> used = new ArrayList<>();
        double empty = CoordinatorHeap.used() / MEBIBYTE;
        LocalScan.Outcome outcome = scan(nside, false, snapshot -> {
            if (snapshot.progress().pixelsDone() >= used.size() * npix / SAMPLES) {
                used.add(CoordinatorHeap.used() / MEBIBYTE);
            }
        });
        table.progress("heap in use at tenths of the scan, MiB: %s", used);
        double[] all = used.stream().mapToDouble(Double::doubleValue).toArray();
        table.add(Row.less(
                "heap after collection at the end, " + npix + " pixels",
                all[all.length - 1],
                all[0],
                "MiB",
                "at the beginning: 1 or more is flat; " + all.length + " samples"));
        double perPixel = (Figures.quantile(1, all) - empty) * MEBIBYTE / outcome.pixels();
        table.add(Row.less(
                "heap of scan, broker and pilots together, greatest",
                perPixel,
                100,
                "B/pixel",
                "the collector's budget"));
    }

    /** CPU time by kind of thread between the first pixel sent and the last fit collected, then methods by samples. */
    private void profile(Table table) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-bench-profile");
                ThreadCpu cpu = ThreadCpu.start();
                Profile profile = Profile.start()) {
            Map<String, Double> before = new TreeMap<>();
            Map<String, Double> after = new TreeMap<>();
            LocalScan.Outcome outcome = scan(sizes.getLast(), false, snapshot -> {
                Map<String, Double> now = snapshot.progress().finished() || before.isEmpty() ? cpu.seconds() : Map.of();
                (before.isEmpty() ? before : after).putAll(now);
            });
            after.forEach((kind, seconds) -> table.add(Row.plain(
                    "CPU: " + kind,
                    (seconds - before.getOrDefault(kind, 0.0)) / outcome.fits() * 1e6,
                    "µs/result",
                    "of a scan of " + outcome.pixels() + " pixels")));
            profile.stop(directory.path()).entrySet().stream()
                    .limit(profileRows)
                    .forEach(entry -> table.add(Row.plain(
                            "profile: " + entry.getKey(), 100 * entry.getValue(), "%", "of the samples in Java code")));
        }
    }
}
